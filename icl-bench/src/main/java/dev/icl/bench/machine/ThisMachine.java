package dev.icl.bench.machine;

import dev.icl.core.checkpoint.Provenance;
import dev.icl.core.io.Sha256;
import dev.icl.core.io.TextFile;
import dev.icl.report.record.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The machine that this process runs on, and the versions of its programs. */
public final class ThisMachine {
  private static final int ID_DIGITS = 8;
  private static final int BUILD_DIGITS = 12;

  private ThisMachine() {}

  /**
   * Describes it. Nothing in the description names the machine or its user.
   *
   * @param home the top of the project, which tells the commit where it is a checkout
   * @param more further versions, by name, such as that of an engine's native library
   */
  public static Machine describe(Path home, Map<String, String> more) {
    String os = System.getProperty("os.name") + " " + System.getProperty("os.version");
    String arch = System.getProperty("os.arch");
    int cores = Runtime.getRuntime().availableProcessors();
    @Nullable String gpu = NvidiaSmi.names().orElse(null);
    Map<String, String> process = Provenance.ofProcess();
    String java = process.getOrDefault(Provenance.JAVA.key(), "");
    List<Object> facts = Arrays.asList(os, arch, cpu(arch), cores, memory(), gpu, java);
    Map<String, String> versions = new TreeMap<>(more);
    versions.put("icl", process.getOrDefault(Provenance.ICL_VERSION.key(), ""));
    GitCommit.of(home).ifPresent(commit -> versions.put(Machine.COMMIT, commit));
    build(classPath()).ifPresent(digest -> versions.put(Machine.BUILD, digest));
    djl().ifPresent(version -> versions.put("djl", version));
    return new Machine(id(facts), os, arch, cpu(arch), cores, memory(), gpu, java, versions);
  }

  private static String id(List<Object> facts) {
    String digits = Sha256.hex(facts.toString().getBytes(StandardCharsets.UTF_8));
    return "machine-" + digits.substring(0, ID_DIGITS);
  }

  private static String cpu(String arch) {
    try {
      return TextFile.lines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(arch);
    } catch (IOException e) {
      return arch;
    }
  }

  /** Main memory, MiB; the bean is that of the HotSpot JVM. */
  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize() >> 20
        : 0;
  }

  /**
   * A digest of the bytes of this program's own jars; empty where it does not run from jars.
   *
   * @param classPath its entries
   */
  static Optional<String> build(List<Path> classPath) {
    List<String> digests = new ArrayList<>();
    try {
      for (Path entry : classPath) {
        if (entry.getFileName().toString().matches("icl-.*\\.jar")) {
          digests.add(Sha256.ofFile(entry));
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    Collections.sort(digests);
    return digests.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Sha256.hex(digests.toString().getBytes(StandardCharsets.UTF_8))
                .substring(0, BUILD_DIGITS));
  }

  private static List<Path> classPath() {
    return Arrays.stream(
            System.getProperty("java.class.path").split(System.getProperty("path.separator")))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .toList();
  }

  /** DJL's version is in the name of its jar. */
  private static Optional<String> djl() {
    return classPath().stream()
        .map(entry -> entry.toString().replace('\\', '/'))
        .filter(entry -> entry.matches(".*/ai/djl/api/[^/]+/api-[^/]+\\.jar"))
        .map(entry -> entry.replaceAll(".*/api-([^/]+)\\.jar", "$1"))
        .findFirst();
  }
}
