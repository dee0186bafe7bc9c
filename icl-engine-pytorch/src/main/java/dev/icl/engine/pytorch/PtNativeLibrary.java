package dev.icl.engine.pytorch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.GpuSupport;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Device;
import dev.icl.engine.natives.CudaNatives;
import dev.icl.engine.natives.CudaProbe;
import dev.icl.engine.natives.LoadedLibrary;
import dev.icl.engine.natives.NativeEnvironment;
import dev.icl.engine.natives.NativeList;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Loads libtorch through DJL, without telemetry and, unless asked for, without downloads. */
final class PtNativeLibrary {
  private static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";
  private static final String CUDA_LIST = "libtorch-2.7.1-cuda";
  private static final String CUDNN = "9.5";

  private PtNativeLibrary() {}

  /**
   * @throws UserException if there is no native library for this platform
   */
  static Engine load(EngineOptions options) {
    System.setProperty("OPT_OUT_TRACKING", "true");
    if (!options.download()) {
      System.setProperty("ai.djl.offline", "true");
    }
    if (options.numerics().deterministic()) {
      // cuBLAS reads it when a GPU is first used
      NativeEnvironment.setDefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8");
    }
    Optional<Path> cuda = cuda();
    try {
      return Engine.getEngine("PyTorch");
    } catch (EngineException | IllegalStateException | UnsatisfiedLinkError e) {
      throw new UserException(
          cuda.map(PtNativeLibrary::unusable).orElseGet(() -> missing(platform())), e);
    }
  }

  /** The folder of the class path's CUDA build, where it holds one and no other is asked for. */
  private static Optional<Path> cuda() {
    CudaNatives natives = new CudaNatives(PyTorchPlugin.NAME);
    natives.loadRunTime();
    if (isSet(System::getenv, LIBRARY_PATH)) {
      return Optional.empty();
    }
    Optional<Path> folder = natives.unpack(NativeList.read(PtNativeLibrary.class, CUDA_LIST));
    if (folder.isPresent()) {
      natives.loadCuDnn(CUDNN);
      setDefault(LIBRARY_PATH, folder.get().toString());
      // the version and kind of DJL's library that fits; it would look for one named after a GPU
      setDefault("PYTORCH_VERSION", "2.7.1");
      setDefault("PYTORCH_FLAVOR", "cu128");
    }
    return folder;
  }

  /** A value for what neither the environment nor a property says. */
  private static void setDefault(String name, String value) {
    if (!isSet(System::getenv, name) && !isSet(System::getProperty, name)) {
      System.setProperty(name, value);
    }
  }

  private static boolean isSet(Function<String, String> source, String name) {
    String value = source.apply(name);
    return value != null && !value.isBlank();
  }

  private static String missing(String platform) {
    return "engine: pytorch finds no native library for "
        + platform
        + "; add the Maven dependency ai.djl.pytorch:pytorch-native-cpu with classifier "
        + platform
        + ", or name an installed libtorch with PYTORCH_LIBRARY_PATH.";
  }

  private static String unusable(Path folder) {
    return "engine: pytorch cannot load its CUDA build from "
        + folder
        + "; that needs a folder from which programs may run, and Linux with glibc 2.35 or newer.";
  }

  /** The classifier of the native library for this machine, as {@code linux-x86_64}. */
  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    String family = os.startsWith("mac") ? "osx" : os.startsWith("win") ? "win" : "linux";
    return family + "-" + (arch.equals("amd64") ? "x86_64" : arch);
  }

  /**
   * The device that the options name.
   *
   * @throws UserException if there is no such device, and why
   */
  static Device device(Engine engine, EngineOptions options) {
    return new CudaProbe().device(options.device(), gpuCount(engine), PtNativeLibrary::isForGpus);
  }

  /** The GPUs that the loaded library can use. */
  static GpuSupport gpus(Engine engine) {
    return new CudaProbe().support(gpuCount(engine), PtNativeLibrary::isForGpus, 9);
  }

  /** The capability is one of the machine, too: without a driver it is not there. */
  private static int gpuCount(Engine engine) {
    return engine.hasCapability(StandardCapabilities.CUDA) ? engine.getGpuCount() : 0;
  }

  private static boolean isForGpus() {
    return LoadedLibrary.find("libtorch_cuda.so").isPresent();
  }
}
