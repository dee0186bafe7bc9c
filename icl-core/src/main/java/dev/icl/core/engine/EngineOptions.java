package dev.icl.core.engine;

/**
 * The options with which an engine is started.
 *
 * @param device {@code cpu}, {@code gpu}, {@code gpu:N} or {@code auto}
 * @param threads native threads an operation may use; 0 for as many as there are processors
 * @param random who draws masks
 * @param seed with a step's key decides what the engine's native generator draws in that step
 * @param download whether the engine may fetch native libraries from the network
 * @param verbose whether the native library may write to the terminal
 * @param hints wishes about resources that not every engine can heed
 * @param numerics the arithmetic of a GPU
 */
public record EngineOptions(
    String device,
    int threads,
    RandomMode random,
    long seed,
    boolean download,
    boolean verbose,
    EngineHints hints,
    Numerics numerics) {

  /**
   * Options with the default arithmetic.
   *
   * @param device {@code cpu}, {@code gpu}, {@code gpu:N} or {@code auto}
   * @param threads native threads an operation may use; 0 for as many as there are processors
   * @param random who draws masks
   * @param seed with a step's key decides what the engine's native generator draws in that step
   * @param download whether the engine may fetch native libraries from the network
   * @param verbose whether the native library may write to the terminal
   * @param hints wishes about resources that not every engine can heed
   */
  public EngineOptions(
      String device,
      int threads,
      RandomMode random,
      long seed,
      boolean download,
      boolean verbose,
      EngineHints hints) {
    this(device, threads, random, seed, download, verbose, hints, Numerics.defaults());
  }

  /**
   * The device that there is, as the configuration of a training has it, all threads, native masks,
   * no downloads, quiet.
   */
  public static EngineOptions defaults() {
    return new EngineOptions(
        "auto", 0, RandomMode.ENGINE, 1337, false, false, EngineHints.defaults());
  }

  /** This with masks drawn by the given party. */
  public EngineOptions withRandom(RandomMode mode) {
    return new EngineOptions(device, threads, mode, seed, download, verbose, hints, numerics);
  }

  /** This on another device. */
  public EngineOptions withDevice(String other) {
    return new EngineOptions(other, threads, random, seed, download, verbose, hints, numerics);
  }

  /** This with another arithmetic. */
  public EngineOptions withNumerics(Numerics other) {
    return new EngineOptions(device, threads, random, seed, download, verbose, hints, other);
  }
}
