package dev.icl.data.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * A score under two conditions.
 *
 * @param origin the origin of both: the same scan, seed and drawing
 * @param a NaN where it does not count
 * @param b NaN where it does not count
 */
public record ObservedPair(ScoreOrigin origin, double a, double b) {
  /**
   * The means over the values that count under both.
   *
   * @param origin the origin of all of them
   * @param a one value a class, NaN where it does not count
   * @param b as many, in the same order
   * @return a pair that does not count if no value does
   */
  public static ObservedPair ofMeans(ScoreOrigin origin, double[] a, double[] b) {
    int[] common =
        IntStream.range(0, a.length)
            .filter(i -> !Double.isNaN(a[i]) && !Double.isNaN(b[i]))
            .toArray();
    return new ObservedPair(origin, mean(a, common), mean(b, common));
  }

  private static double mean(double[] values, int[] places) {
    return StatUtils.mean(Arrays.stream(places).mapToDouble(i -> values[i]).toArray());
  }

  /** Whether it counts under both. */
  boolean counts() {
    return !Double.isNaN(a) && !Double.isNaN(b);
  }
}
