package dev.icl.core.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs that an engine can use on this machine, or why there is none.
 *
 * @param driver the version of the driver, where it is known
 * @param cuda the version of CUDA that the process has loaded, where it has
 * @param cudnn the version of cuDNN that the process has loaded, where it has
 * @param gpus the GPUs; empty if there is none
 * @param problem why there is none, as the rest of a sentence; null if there is one
 */
public record GpuSupport(
    @Nullable String driver,
    @Nullable String cuda,
    @Nullable String cudnn,
    List<Gpu> gpus,
    @Nullable String problem) {
  /** Keeps its own copy of the list. */
  public GpuSupport {
    gpus = List.copyOf(gpus);
  }

  /**
   * A GPU.
   *
   * @param device as the configuration names it: {@code gpu:0}
   * @param model as the driver names it
   * @param capability its compute capability, as {@code 9.0}
   * @param memory in bytes
   */
  public record Gpu(String device, String model, String capability, long memory) {}

  /** That of an engine whose library was built for the processor alone. */
  public static GpuSupport processorOnly() {
    return none("the library computes on the processor only (docs/gpu.md)");
  }

  /**
   * No GPU.
   *
   * @param problem why, as the rest of a sentence
   */
  public static GpuSupport none(String problem) {
    return new GpuSupport(null, null, null, List.of(), problem);
  }
}
