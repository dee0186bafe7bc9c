package dev.icl.data.statistics;

import dev.icl.core.random.RandomKey;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Confidence intervals of a mean over three crossed samples: trainings with several seeds and
 * several drawings of labelled patients, all scored on the same test patients. Each of the three is
 * drawn with replacement, independently of the others (A. Owen, The pigeonhole bootstrap, Annals of
 * Applied Statistics 1, 2007), and the interval holds the middle of the means of the draws. So it
 * speaks of other patients <em>and</em> of other seeds and drawings, as far as there are several. A
 * sample of one member adds nothing: with one training it is B. Efron's percentile bootstrap over
 * patients, whose scans stay together. It is rather too wide than too narrow, except where a sample
 * has only a few members: two seeds hardly tell how seeds differ, and below about ten patients it
 * is too narrow.
 */
final class CrossedBootstrap {
  /** The number of bootstrap samples. */
  static final int RESAMPLES = 10_000;

  private static final double TAIL = 2.5;

  private final double[][][] sums;
  private final double[][][] counts;

  /**
   * @param sums of the values of every drawing, seed and patient; no axis is empty
   * @param counts the number of these
   */
  CrossedBootstrap(double[][][] sums, double[][][] counts) {
    this.sums = sums;
    this.counts = counts;
  }

  Interval interval(RandomKey key) {
    UniformRandomProvider random = key.generator();
    int[] draws = new int[sums.length];
    int[] seeds = new int[sums[0].length];
    int[] patients = new int[sums[0][0].length];
    double[] means = new double[RESAMPLES];
    int made = 0;
    // a draw of nothing but empty cells has no mean; at most the draws are made ten times over
    for (int i = 0; i < 10 * means.length && made < means.length; i++) {
      fill(draws, random);
      fill(seeds, random);
      fill(patients, random);
      double sum = 0;
      double count = 0;
      for (int draw : draws) {
        for (int seed : seeds) {
          for (int patient : patients) {
            sum += sums[draw][seed][patient];
            count += counts[draw][seed][patient];
          }
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

  /** Draws members of a sample with replacement, as many as it has. */
  private static void fill(int[] drawn, UniformRandomProvider random) {
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.nextInt(drawn.length);
    }
  }
}
