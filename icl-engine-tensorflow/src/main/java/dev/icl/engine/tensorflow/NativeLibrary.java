package dev.icl.engine.tensorflow;

import ai.djl.engine.Engine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.error.UserException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import org.bytedeco.javacpp.Loader;

/** Loads the TensorFlow library through DJL, without telemetry and downloads. */
final class NativeLibrary {
  private NativeLibrary() {}

  /**
   * @throws UserException if there is no native library for this platform
   */
  static Engine load(EngineOptions options) {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    File last = null;
    for (String name :
        new String[] {
          "libtensorflow_framework.so.2", "libtensorflow_cc.so.2", "libjnitensorflow.so"
        }) {
      URL url =
          NativeLibrary.class.getResource(
              "/org/tensorflow/internal/c_api/" + Loader.getPlatform() + "/" + name);
      if (url == null) {
        throw new UserException("engine: tensorflow finds no native library for this platform.");
      }
      try {
        last = Loader.cacheResource(url);
      } catch (IOException e) {
        throw new UserException("engine: tensorflow cannot extract its native library.", e);
      }
    }
    System.setProperty("TENSORFLOW_LIBRARY_PATH", last.getParent());
    return Engine.getEngine("TensorFlow");
  }
}
