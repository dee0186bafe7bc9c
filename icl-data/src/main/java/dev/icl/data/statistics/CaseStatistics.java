package dev.icl.data.statistics;

import dev.icl.core.random.RandomKey;
import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * A value over cases.
 *
 * @param count the cases in which it counts
 * @param mean NaN if there is no case
 * @param std sample standard deviation (n − 1); NaN for fewer than two cases
 * @param median NaN if there is no case
 * @param interval 95 % bootstrap interval of the mean
 */
public record CaseStatistics(int count, double mean, double std, double median, Interval interval) {
  /**
   * Sums up cases.
   *
   * @param values one a case; NaN where it does not count
   * @param key decides the draws of the bootstrap
   */
  public static CaseStatistics of(double[] values, RandomKey key) {
    double[] counted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    return new CaseStatistics(
        counted.length,
        StatUtils.mean(counted),
        counted.length < 2 ? Double.NaN : new StandardDeviation().evaluate(counted),
        new Median().evaluate(counted),
        Bootstrap.ofMean(counted, key));
  }
}
