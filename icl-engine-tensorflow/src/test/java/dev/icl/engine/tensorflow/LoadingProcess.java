package dev.icl.engine.tensorflow;

import dev.icl.core.engine.EngineHints;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.RandomMode;

/** A process that loads the library, {@code quiet} or {@code verbose}, and says so at the end. */
final class LoadingProcess {
  private LoadingProcess() {}

  public static void main(String[] arguments) {
    boolean verbose = arguments[0].equals("verbose");
    TfNativeLibrary.load(
        new EngineOptions("cpu", 1, RandomMode.ENGINE, 1, false, verbose, EngineHints.defaults()));
    System.out.println("loaded");
  }
}
