package dev.icl.engine.tensorflow;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.GpuSupport;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Device;
import dev.icl.engine.natives.CacheFolder;
import dev.icl.engine.natives.CudaNatives;
import dev.icl.engine.natives.CudaProbe;
import dev.icl.engine.natives.NativeCache;
import dev.icl.engine.natives.NativeEnvironment;
import dev.icl.engine.natives.NativeFiles;
import dev.icl.engine.natives.NativePlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Loads TensorFlow through DJL, without telemetry and, unless asked for, without downloads. */
final class TfNativeLibrary {
  private static final String LIBRARY_PATH = "TENSORFLOW_LIBRARY_PATH";

  /** The release whose natives fit the Java classes of DJL. */
  private static final String VERSION = "1.0.0-rc.1";

  private static final String POM =
      "META-INF/maven/org.tensorflow/tensorflow-core-native/pom.properties";

  private static final String CUDNN = "8.9";

  private static final String INTRA_OP_THREADS = "ai.djl.tensorflow.num_intraop_threads";

  private TfNativeLibrary() {}

  /**
   * DJL's TensorFlow engine. What the options say counts for the first one of a process: threads of
   * operations, and how much the native library writes to the terminal.
   *
   * @throws UserException if there is no native library for this platform, or it cannot be unpacked
   *     or loaded
   */
  static Engine load(EngineOptions options) {
    System.setProperty("OPT_OUT_TRACKING", "true");
    if (!options.download()) {
      System.setProperty("ai.djl.offline", "true");
    }
    // JavaCPP would weigh all memory of the process against the Java heap's limit
    System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    // and would unpack the library once more, into a cache of its own
    System.setProperty("org.bytedeco.javacpp.pathsFirst", "true");
    CudaNatives cuda = new CudaNatives(TensorFlowPlugin.NAME);
    cuda.loadRunTime();
    Optional<Path> folder = folder(options, cuda);
    configureProcess(options);
    try {
      return Engine.getEngine("TensorFlow");
    } catch (EngineException | IllegalStateException | LinkageError e) {
      NativePlatform platform = NativePlatform.current();
      throw new UserException(
          folder.map(TfNativeLibrary::unusable).orElseGet(() -> missing(platform)), e);
    }
  }

  /**
   * TensorFlow sizes its pools and reads its environment once, when the first session opens. Where
   * the environment cannot be set it is louder, and computes as well.
   */
  private static void configureProcess(EngineOptions options) {
    if (!options.verbose()) {
      NativeEnvironment.setDefault("TF_CPP_MIN_LOG_LEVEL", "3");
    }
    SessionSettings settings = SessionSettings.of(options);
    if (settings.memoryGrowth()) {
      // DJL's own session comes first, and would take all memory of every GPU
      NativeEnvironment.setDefault("TF_FORCE_GPU_ALLOW_GROWTH", "true");
    }
    setDefault(INTRA_OP_THREADS, settings.intraOpThreads());
    setDefault("ai.djl.tensorflow.num_interop_threads", settings.interOpThreads());
  }

  private static void setDefault(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }

  /** The folder that DJL is told to load from; empty if it has to find or download one itself. */
  private static Optional<Path> folder(EngineOptions options, CudaNatives cuda) {
    String installed = System.getenv(LIBRARY_PATH);
    if (installed == null || installed.isBlank()) {
      installed = System.getProperty(LIBRARY_PATH, "");
    }
    if (!installed.isBlank()) {
      return Optional.of(installed(installed));
    }
    NativePlatform platform = NativePlatform.current();
    Optional<NativeFiles> gpu = bundled(platform.withGpu());
    if (gpu.isPresent()) {
      cuda.loadCuDnn(CUDNN);
    }
    Optional<NativeFiles> bundled = gpu.or(() -> bundled(platform));
    if (bundled.isEmpty() && !options.download()) {
      throw new UserException(missing(platform));
    }
    NativeCache cache =
        new NativeCache(TensorFlowPlugin.NAME, CacheFolder.current(TensorFlowPlugin.NAME));
    Optional<Path> folder = bundled.map(cache::folder);
    folder.ifPresent(path -> System.setProperty(LIBRARY_PATH, path.toString()));
    return folder;
  }

  /** The build for that platform, where the class path holds it. */
  private static Optional<NativeFiles> bundled(NativePlatform platform) {
    try {
      return NativeFiles.inFolder(
          TfNativeLibrary.class.getClassLoader(),
          "org/tensorflow/internal/c_api/" + platform.name() + "/",
          System.mapLibraryName("jnitensorflow"),
          POM,
          platform.name());
    } catch (IOException e) {
      throw new UserException(
          "engine: tensorflow cannot read the jar of its native library ("
              + e.getMessage()
              + "); delete that jar from the local Maven repository and build again.",
          e);
    }
  }

  private static Path installed(String path) {
    String file = System.mapLibraryName("jnitensorflow");
    Path folder = Path.of(path);
    if (!Files.isRegularFile(folder.resolve(file))) {
      throw new UserException(
          ("engine: tensorflow finds no %s in %s, which %s names; name the folder that holds it, or"
                  + " unset the variable.")
              .formatted(file, folder, LIBRARY_PATH));
    }
    return folder;
  }

  private static String unusable(Path folder) {
    return "engine: tensorflow cannot load its native library from "
        + folder
        + "; that needs a folder from which programs may run, and a system whose C and C++"
        + " libraries are recent enough.";
  }

  /** The remedy on a machine for which the class path holds no native library. */
  static String missing(NativePlatform platform) {
    String problem = "engine: tensorflow finds no native library for " + platform.name();
    if (!platform.isPublished()) {
      return problem
          + ", and there is none on Maven Central; use engine: pytorch, or name the folder of one"
          + " built for TensorFlow-Java "
          + VERSION
          + " with TENSORFLOW_LIBRARY_PATH.";
    }
    return problem
        + "; add the Maven dependency org.tensorflow:tensorflow-core-native:"
        + VERSION
        + " with"
        + " classifier "
        + platform.name()
        + ", or name the folder of an installed one with TENSORFLOW_LIBRARY_PATH.";
  }

  /** Threads that one operation may use, once the library is loaded. */
  static int threads() {
    return Integer.getInteger(INTRA_OP_THREADS);
  }

  /**
   * The device that the options name.
   *
   * @throws UserException if there is no such device, and why
   */
  static Device device(Engine engine, EngineOptions options) {
    return new CudaProbe().device(options.device(), gpuCount(engine), TfNativeLibrary::isForGpus);
  }

  /** The GPUs that the loaded library can use. */
  static GpuSupport gpus(Engine engine) {
    return new CudaProbe().support(gpuCount(engine), TfNativeLibrary::isForGpus, 8);
  }

  /** TensorFlow opens the GPUs to tell of them. */
  private static int gpuCount(Engine engine) {
    return engine.hasCapability(StandardCapabilities.CUDA) ? engine.getGpuCount() : 0;
  }

  private static boolean isForGpus() {
    return TfContext.ofProcess().filter(TfContext::isForGpus).isPresent();
  }
}
