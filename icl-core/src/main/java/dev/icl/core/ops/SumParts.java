package dev.icl.core.ops;

/**
 * The parts of a long sum, for engines whose libraries add float32 values up one after another:
 * about as many parts as a part has values, where their number has such a divisor, so that the sums
 * of the parts are short, and so is the sum over them.
 */
public final class SumParts {
  /** Parts of fewer values than so many are short enough by themselves. */
  private static final long FEW = 128;

  private SumParts() {}

  /**
   * The number of parts of equal size: a divisor of the number of values.
   *
   * @param values at least 1
   * @return 1 to the larger of 128 and the square root of {@code values}
   */
  public static long of(long values) {
    long parts = Math.max(FEW, (long) Math.sqrt((double) values));
    while (values % parts != 0) {
      parts--;
    }
    return parts;
  }
}
