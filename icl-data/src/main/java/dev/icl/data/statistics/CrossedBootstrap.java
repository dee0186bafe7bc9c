package dev.icl.data.statistics;

import dev.icl.core.random.RandomKey;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Confidence intervals of a mean over two crossed samples, as trainings with several seeds that are
 * all scored on the same patients: both are drawn with replacement, independently of each other (A.
 * Owen, The pigeonhole bootstrap, Annals of Applied Statistics 1, 2007). So the interval speaks of
 * other patients <em>and</em> of other seeds. It is rather too wide than too narrow, except where
 * either sample has only a few members: two seeds hardly tell how seeds differ.
 */
public final class CrossedBootstrap {
  private static final double TAIL = 2.5;

  private CrossedBootstrap() {}

  /**
   * The 95 % interval of the mean of all values.
   *
   * @param values for every member of the first sample, for every member of the second, the values
   *     of the two; of any number, without NaN
   * @param key decides the draws: the same key and values give the same interval
   * @return {@link Interval#NONE} where fewer than two members of the second sample have a value
   */
  public static Interval ofMean(double[][][] values, RandomKey key) {
    int rows = values.length;
    int columns = rows == 0 ? 0 : values[0].length;
    double[][] sums = new double[rows][columns];
    boolean[] present = new boolean[columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        for (double value : values[r][c]) {
          sums[r][c] += value;
          present[c] = true;
        }
      }
    }
    int counted = 0;
    for (boolean one : present) {
      counted += one ? 1 : 0;
    }
    return counted < 2 ? Interval.NONE : percentiles(values, sums, key.generator());
  }

  private static Interval percentiles(
      double[][][] values, double[][] sums, UniformRandomProvider random) {
    int rows = sums.length;
    int columns = sums[0].length;
    double[] means = new double[Bootstrap.RESAMPLES];
    int[] drawn = new int[columns];
    int made = 0;
    // a draw of nothing but empty cells has no mean; at most the draws are made ten times over
    for (int i = 0; i < 10 * means.length && made < means.length; i++) {
      for (int c = 0; c < columns; c++) {
        drawn[c] = random.nextInt(columns);
      }
      double sum = 0;
      long count = 0;
      for (int r = 0; r < rows; r++) {
        int row = random.nextInt(rows);
        for (int column : drawn) {
          sum += sums[row][column];
          count += values[row][column].length;
        }
      }
      if (count > 0) {
        means[made++] = sum / count;
      }
    }
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(means, 0, made);
    return new Interval(percentile.evaluate(TAIL), percentile.evaluate(100 - TAIL));
  }
}
