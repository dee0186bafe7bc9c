package dev.icl.data.statistics;

import dev.icl.core.random.RandomKey;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Confidence intervals of a mean without an assumption about the distribution: cases are drawn
 * again and again with replacement, and the interval holds the middle of the means (B. Efron's
 * percentile bootstrap, Annals of Statistics 7, 1979). With fewer than about ten cases such
 * intervals are too narrow.
 */
public final class Bootstrap {
  /** How often cases are drawn. */
  public static final int RESAMPLES = 10_000;

  private static final double LEVEL = 95;

  private Bootstrap() {}

  /**
   * The 95 % interval of the mean of a value over cases.
   *
   * @param values one a case, no NaN
   * @param key decides the draws: the same key and values give the same interval
   * @return {@link Interval#NONE} for fewer than two values
   */
  public static Interval ofMean(double[] values, RandomKey key) {
    if (values.length < 2) {
      return Interval.NONE;
    }
    UniformRandomProvider random = key.generator();
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      for (int k = 0; k < values.length; k++) {
        sum += values[random.nextInt(values.length)];
      }
      means[i] = sum / values.length;
    }
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(means);
    double tail = (100 - LEVEL) / 2;
    return new Interval(percentile.evaluate(tail), percentile.evaluate(100 - tail));
  }
}
