package dev.icl.data.metrics;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * One metric over many cases.
 *
 * @param mean over the classes of {@code perClass}
 * @param perClass mean over the cases in which the class counts, that of class 1 first; NaN where
 *     it counts in none
 * @param std sample standard deviation over cases of a case's mean; 0 for a single case
 * @param cases how many cases
 */
public record ScoreSummary(double mean, List<Double> perClass, double std, int cases) {
  /** Copies the list. */
  public ScoreSummary {
    perClass = List.copyOf(perClass);
  }

  /**
   * Sums up cases.
   *
   * @param cases one score a class, NaN where it does not count, for each case; all of one length
   * @throws IllegalArgumentException if there is no case
   */
  public static ScoreSummary of(List<double[]> cases) {
    if (cases.isEmpty()) {
      throw new IllegalArgumentException("no case to sum up");
    }
    Double[] perClass = new Double[cases.get(0).length];
    for (int c = 0; c < perClass.length; c++) {
      int index = c;
      perClass[c] = meanOfCounted(cases.stream().mapToDouble(d -> d[index]).toArray());
    }
    double mean = meanOfCounted(List.of(perClass).stream().mapToDouble(d -> d).toArray());
    double[] caseMeans =
        cases.stream()
            .mapToDouble(ScoreSummary::meanOfCounted)
            .filter(d -> !Double.isNaN(d))
            .toArray();
    double std = caseMeans.length < 2 ? 0 : new StandardDeviation().evaluate(caseMeans);
    return new ScoreSummary(mean, List.of(perClass), std, cases.size());
  }

  /** The mean of what is not NaN; NaN if nothing is left. */
  public static double meanOfCounted(double... values) {
    double[] counted = Arrays.stream(values).filter(d -> !Double.isNaN(d)).toArray();
    return new Mean().evaluate(counted);
  }
}
