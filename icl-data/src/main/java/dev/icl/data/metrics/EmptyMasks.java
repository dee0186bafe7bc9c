package dev.icl.data.metrics;

/** What the Dice of a class is when the prediction, the truth or both do not contain it. */
public enum EmptyMasks {
  /** Both empty: the class is not counted in this case (NaN). One empty: 0. The default. */
  STRICT,
  /**
   * As the authors' {@code calculate_metric_percase}: both empty: 1. One empty: 0. For comparison
   * with published figures only.
   */
  AUTHORS
}
