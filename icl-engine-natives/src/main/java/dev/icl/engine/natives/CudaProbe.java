package dev.icl.engine.natives;

import dev.icl.core.engine.GpuSupport;
import dev.icl.core.engine.GpuSupport.Gpu;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The driver, CUDA and GPUs of this machine, for an engine that was built for GPUs. */
public final class CudaProbe {
  private static final int OLDEST_CUDA = 12000;
  private static final int OLDEST_WITH_BFLOAT16 = 8;
  private static final String NEEDED = "install version 525.60 or newer";

  private final Supplier<Optional<CudaDriver>> drivers;
  private final Map<String, String> environment;

  /** That of this machine. */
  public CudaProbe() {
    this(CudaDriver::ofMachine, System.getenv());
  }

  CudaProbe(Supplier<Optional<CudaDriver>> drivers, Map<String, String> environment) {
    this.drivers = drivers;
    this.environment = environment;
  }

  /**
   * The device that a configuration names.
   *
   * @param text as {@link Device#resolve} takes it
   * @param usable the number of GPUs that the engine can use
   * @param forGpus whether the engine's library was built for GPUs, asked where a GPU is wanted and
   *     there is none
   * @throws UserException if there is no such device, and why
   */
  public Device device(String text, int usable, BooleanSupplier forGpus) {
    return Device.resolve(
        text, usable, () -> forGpus.getAsBoolean() ? Optional.of(reason()) : Optional.empty());
  }

  /**
   * The driver, CUDA and GPUs that there are, for a library that was built for GPUs.
   *
   * @param usable the number of GPUs that the engine can use
   * @param forGpus whether the engine's library was built for GPUs, asked where it can use none
   * @param cuDnn the major version of the cuDNN that it uses
   */
  public GpuSupport support(int usable, BooleanSupplier forGpus, int cuDnn) {
    return usable > 0 || forGpus.getAsBoolean()
        ? report(usable, cuDnn)
        : GpuSupport.processorOnly();
  }

  /**
   * The driver, CUDA and GPUs that there are.
   *
   * @param usable the number of GPUs that the engine can use
   * @param cuDnn the major version of the cuDNN that it uses
   */
  GpuSupport report(int usable, int cuDnn) {
    Optional<CudaDriver> found = drivers.get();
    List<Gpu> gpus = new ArrayList<>();
    found.ifPresent(CudaDriver::start);
    for (int i = 0; i < usable && found.isPresent(); i++) {
      CudaDriver driver = found.get();
      gpus.add(new Gpu("gpu:" + i, driver.model(i), driver.capability(i), driver.memory(i)));
    }
    return new GpuSupport(
        found.flatMap(CudaDriver::version).orElse(null),
        runTime().orElse(null),
        cuDnnOfProcess(cuDnn).orElse(null),
        gpus,
        usable > 0 ? null : reason(found));
  }

  /** The reason why the engine finds no GPU, as the rest of a sentence. */
  String reason() {
    return reason(drivers.get());
  }

  private String reason(Optional<CudaDriver> found) {
    if (found.isEmpty()) {
      return "this machine has no NVIDIA driver (libcuda.so.1): " + NEEDED;
    }
    CudaDriver driver = found.get();
    int cuda = driver.cuda();
    if (cuda < OLDEST_CUDA) {
      return "the NVIDIA driver%s is too old, it knows CUDA %s and this needs 12.0: %s"
          .formatted(
              driver.version().map(version -> " " + version).orElse(""), dotted(cuda), NEEDED);
    }
    int started = driver.start();
    if (started != CudaDriver.SUCCESS && started != CudaDriver.NO_DEVICE) {
      return "the NVIDIA driver does not start (its error %d): see what nvidia-smi says"
          .formatted(started);
    }
    String visible = environment.get("CUDA_VISIBLE_DEVICES");
    if (started == CudaDriver.NO_DEVICE || driver.gpus() == 0) {
      return visible == null
          ? "the NVIDIA driver finds none"
          : "CUDA_VISIBLE_DEVICES is '%s', which hides all: unset it".formatted(visible);
    }
    return "the NVIDIA driver finds %d, but the library none: see what --verbose says"
        .formatted(driver.gpus());
  }

  /** Whether a device has instructions for bfloat16: a GPU of compute capability 8.0 or above. */
  boolean multipliesBfloat16(Device device) {
    if (device.kind() != Device.Kind.GPU) {
      return false;
    }
    Optional<CudaDriver> found = drivers.get();
    found.ifPresent(CudaDriver::start);
    return found
        .map(driver -> driver.capability(device.index()).split("\\.")[0])
        .filter(major -> Integer.parseInt(major) >= OLDEST_WITH_BFLOAT16)
        .isPresent();
  }

  /** The version of the CUDA that this process has loaded. */
  private static Optional<String> runTime() {
    int[] version = new int[1];
    return LoadedLibrary.find("libcudart.so.12")
        .filter(library -> library.call("cudaRuntimeGetVersion", (Object) version) == 0)
        .map(library -> dotted(version[0]));
  }

  /** The version of the cuDNN that this process has loaded: it may have one for each engine. */
  private static Optional<String> cuDnnOfProcess(int major) {
    return LoadedLibrary.find("libcudnn.so." + major)
        .map(library -> cuDnn(library.number("cudnnGetVersion")));
  }

  /** As {@code 9.5.1} for 90501, and {@code 8.9.7} for 8907. */
  static String cuDnn(long number) {
    long major = number >= 10_000 ? number / 10_000 : number / 1000;
    long rest = number >= 10_000 ? number % 10_000 : number % 1000;
    return major + "." + rest / 100 + "." + rest % 100;
  }

  /** As {@code 12.4} for 12040. */
  static String dotted(int cuda) {
    return cuda / 1000 + "." + cuda % 1000 / 10;
  }
}
