package dev.icl.data.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Differences of means without the last digits, in which equal ones differ: means over classes and
 * scans are rounded, so that 1/3 found in two ways would have two ranks, and nothing at all a sign.
 */
final class RoundedDifferences {
  /** Relative to the scores, differences that are closer are equal. */
  private static final double ROUNDING = 1e-12;

  private RoundedDifferences() {}

  /**
   * The same differences, of which those are 0 that rounding cannot be told from, and those of one
   * size that rounding cannot tell apart.
   *
   * @param differences of scores
   * @param scale the largest absolute score
   */
  static double[] of(double[] differences, double scale) {
    double least = ROUNDING * scale;
    double[] rounded = differences.clone();
    double last = 0;
    double size = 0;
    for (int i : bySize(differences)) {
      double own = Math.abs(differences[i]);
      // one next to the last found has its size, and the first ones are next to 0
      size = own - last <= least ? size : own;
      last = own;
      rounded[i] = Math.copySign(size, differences[i]);
    }
    return rounded;
  }

  private static int[] bySize(double[] differences) {
    return IntStream.range(0, differences.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> Math.abs(differences[i])))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** A mean of differences, 0 where rounding cannot be told from it. */
  static double mean(double mean, double scale) {
    return of(new double[] {mean}, scale)[0];
  }

  /** The largest absolute value, 0 of none. */
  static double scale(double[] a, double[] b) {
    return Math.max(largest(a), largest(b));
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }
}
