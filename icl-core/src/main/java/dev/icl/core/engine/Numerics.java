package dev.icl.core.engine;

/**
 * The arithmetic of an engine's operations. A process has one, that of the engine that was started
 * last; bfloat16 is each engine's own.
 *
 * @param precision the numbers that convolutions and matrix products multiply
 * @param deterministic whether only operations are allowed whose results are the same every time
 */
public record Numerics(Precision precision, boolean deterministic) {
  /** Whole numbers; results of a GPU that may differ from run to run by rounding. */
  public static Numerics defaults() {
    return new Numerics(Precision.FLOAT32, false);
  }
}
