package dev.icl.data.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction of the p-values of several tests (Scandinavian Journal of Statistics
 * 6, 1979): rejecting where the corrected value is at most α keeps the chance of any false
 * rejection at α or below, regardless of the dependence between the tests.
 */
public final class Holm {
  private Holm() {}

  /**
   * The corrected p-values, in the order given.
   *
   * @param pValues 0 to 1, or NaN for a test that could not be made: it stays NaN and does not
   *     count
   */
  public static double[] adjust(double... pValues) {
    int[] order =
        IntStream.range(0, pValues.length)
            .filter(i -> !Double.isNaN(pValues[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = pValues.clone();
    double largest = 0;
    for (int k = 0; k < order.length; k++) {
      largest = Math.max(largest, Math.min(1, (order.length - k) * pValues[order[k]]));
      adjusted[order[k]] = largest;
    }
    return adjusted;
  }
}
