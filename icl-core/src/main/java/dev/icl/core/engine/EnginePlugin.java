package dev.icl.core.engine;

import com.google.inject.Module;
import java.util.List;
import java.util.stream.Stream;

/**
 * An engine on the class path, found with {@link java.util.ServiceLoader}. Making one loads nothing
 * native.
 */
public interface EnginePlugin {
  /** The name the configuration uses: {@code pytorch}. */
  String name();

  /**
   * The capabilities of the engine on this machine. Loads the native library.
   *
   * @throws dev.icl.core.error.UserException if the native library cannot be loaded
   */
  Availability probe(EngineOptions options);

  /**
   * The bindings of this engine: at least {@link Engine}, as a singleton. {@link IclModule}, which
   * installs it, binds {@link EngineOptions} and a set of {@link ProgramExporter}, to which the
   * module may add.
   */
  Module module();

  /** The formats of the exporters that {@link #module} binds. Loads nothing native. */
  default List<String> exportFormats() {
    return List.of();
  }

  /**
   * The capabilities of an engine on this machine.
   *
   * @param version of the native library
   * @param devices names usable as {@code device}
   * @param threads native threads an operation may use
   * @param gpu the GPUs among the devices, or why there is none
   */
  record Availability(String version, List<String> devices, int threads, GpuSupport gpu) {
    /**
     * The processor and some GPUs.
     *
     * @param version of the native library
     * @param gpu the GPUs, or why there is none
     * @param threads native threads an operation may use
     */
    public static Availability of(String version, GpuSupport gpu, int threads) {
      return new Availability(
          version,
          Stream.concat(Stream.of("cpu"), gpu.gpus().stream().map(GpuSupport.Gpu::device)).toList(),
          threads,
          gpu);
    }
  }
}
