package dev.icl.data.fingerprint;

import dev.icl.data.preprocess.Percentiles;
import java.util.List;

/** Percentiles of lists and sorted arrays ({@link Percentiles}). */
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
    return Percentiles.of(i -> sorted[i], sorted.length, percentage);
  }
}
