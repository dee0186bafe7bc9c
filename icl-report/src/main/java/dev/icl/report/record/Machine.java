package dev.icl.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The machine that cells ran on, with the programs on it; an update makes it another one.
 *
 * @param id names the machine within the record; the same for the same facts, and another one where
 *     a version changed between cells
 * @param os name and version of the operating system
 * @param arch of the processor, as {@code amd64}
 * @param cpu the processor's own name, or its architecture where the system does not say
 * @param cores that the JVM may use
 * @param memoryMb main memory, MiB; 0 where the system does not say
 * @param gpu names of the GPUs; null for none
 * @param java name and version of the JVM
 * @param versions of the programs, by name: {@code icl}, {@link #COMMIT} and {@link #BUILD} where
 *     they are known, {@code djl}, {@code pytorch}, {@code tensorflow}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Machine(
    String id,
    String os,
    String arch,
    String cpu,
    int cores,
    long memoryMb,
    @Nullable String gpu,
    String java,
    Map<String, String> versions) {
  /** The version that is the commit of the sources. */
  public static final String COMMIT = "git";

  /** The version that the program's own jars decide: of two commits it may be the same. */
  public static final String BUILD = "build";

  /** Copies the map. */
  public Machine {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(os, "os");
    Objects.requireNonNull(arch, "arch");
    Objects.requireNonNull(cpu, "cpu");
    Objects.requireNonNull(java, "java");
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
  }

  /** The same machine by another name and with other versions of its programs. */
  Machine with(String newId, Map<String, String> newVersions) {
    return new Machine(newId, os, arch, cpu, cores, memoryMb, gpu, java, newVersions);
  }
}
