package dev.icl.data.statistics;

/**
 * A score under two conditions.
 *
 * @param origin the origin of both: the same scan, seed and drawing
 * @param a NaN where it does not count
 * @param b NaN where it does not count
 */
public record ObservedPair(ScoreOrigin origin, double a, double b) {
  /** Whether it counts under both. */
  boolean counts() {
    return !Double.isNaN(a) && !Double.isNaN(b);
  }
}
