package dev.icl.engine.pytorch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.error.UserException;
import java.util.Locale;

/** Loads libtorch through DJL, without telemetry and, unless asked for, without downloads. */
final class PtNativeLibrary {
  private PtNativeLibrary() {}

  /**
   * @throws UserException if there is no native library for this platform
   */
  static Engine load(EngineOptions options) {
    System.setProperty("OPT_OUT_TRACKING", "true");
    if (!options.download()) {
      System.setProperty("ai.djl.offline", "true");
    }
    try {
      return Engine.getEngine("PyTorch");
    } catch (EngineException | IllegalStateException | UnsatisfiedLinkError e) {
      String platform = platform();
      throw new UserException(
          "engine: pytorch finds no native library for "
              + platform
              + "; add the Maven dependency ai.djl.pytorch:pytorch-native-cpu with classifier "
              + platform
              + ", or name an installed libtorch with PYTORCH_LIBRARY_PATH.",
          e);
    }
  }

  /** The classifier of the native library for this machine, as {@code linux-x86_64}. */
  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    String family = os.startsWith("mac") ? "osx" : os.startsWith("win") ? "win" : "linux";
    return family + "-" + (arch.equals("amd64") ? "x86_64" : arch);
  }

  static int gpuCount(Engine engine) {
    return engine.hasCapability(StandardCapabilities.CUDA) ? engine.getGpuCount() : 0;
  }
}
