package dev.icl.data.fingerprint;

import java.util.List;

/** Percentiles as NumPy interpolates them by default: linearly between neighbours. */
final class Quantiles {
  private Quantiles() {}

  /**
   * The value that a percentage of values is below.
   *
   * @param values at least one
   * @param percentage 0 to 100
   */
  static double of(List<? extends Number> values, double percentage) {
    double[] sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    return ofSorted(sorted, percentage);
  }

  /** The same of values that are sorted. */
  static double ofSorted(double[] sorted, double percentage) {
    double place = percentage / 100 * (sorted.length - 1);
    int low = (int) place;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
  }
}
