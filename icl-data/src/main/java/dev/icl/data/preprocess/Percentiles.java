package dev.icl.data.preprocess;

import java.util.function.IntToDoubleFunction;

/** Percentiles as NumPy interpolates them by default: linearly between neighbours. */
public final class Percentiles {
  private Percentiles() {}

  /**
   * The value that a percentage of values is below.
   *
   * @param sorted the value of each place, in ascending order
   * @param count the number of values, at least one
   * @param percentage 0 to 100
   */
  public static double of(IntToDoubleFunction sorted, int count, double percentage) {
    double place = percentage / 100 * (count - 1);
    int low = (int) place;
    int high = Math.min(low + 1, count - 1);
    double below = sorted.applyAsDouble(low);
    return below + (place - low) * (sorted.applyAsDouble(high) - below);
  }
}
