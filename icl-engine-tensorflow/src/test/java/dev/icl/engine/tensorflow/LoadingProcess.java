package dev.icl.engine.tensorflow;

import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.SessionOptions;

/** A process that loads the library, {@code quiet} or {@code verbose}, and says so at the end. */
final class LoadingProcess {
  private LoadingProcess() {}

  public static void main(String[] arguments) {
    boolean verbose = arguments[0].equals("verbose");
    TfNativeLibrary.load(
        new EngineOptions(
            "cpu", 1, RandomMode.ENGINE, 1, false, verbose, SessionOptions.defaults()));
    System.out.println("loaded");
  }
}
