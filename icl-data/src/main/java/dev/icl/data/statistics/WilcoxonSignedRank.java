package dev.icl.data.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * The Wilcoxon signed-rank test of paired differences, two-sided: are they symmetric about zero?
 *
 * <p>Differences of zero are dropped, as F. Wilcoxon did (Biometrics Bulletin 1, 1945); equal
 * absolute differences share the mean of their ranks. Up to {@value #EXACT_UP_TO} remaining pairs
 * the p-value is exact, <em>ties included</em>: it is counted over all assignments of signs to
 * these very ranks. Beyond, it is the normal approximation with correction for ties and continuity.
 *
 * <p>Commons Math ranks for it, but its {@code WilcoxonSignedRankTest} (3.6.1) is not used: it
 * keeps zeros as if they were negative, its exact p-value supposes that there are no ties and stops
 * at 30 pairs, and its approximation corrects for no ties and for continuity in the wrong
 * direction.
 *
 * @param pairs that differ
 * @param zeros pairs that do not, and were dropped
 * @param positive sum of the ranks of positive differences, W+
 * @param negative sum of the ranks of negative differences, W−
 * @param pValue two-sided, 1 where no pair differs
 * @param exact whether the p-value is exact
 */
public record WilcoxonSignedRank(
    int pairs, int zeros, double positive, double negative, double pValue, boolean exact) {
  /** The most pairs for which the p-value is exact. */
  public static final int EXACT_UP_TO = 200;

  /**
   * Tests differences, which are equal if they are the same numbers: {@link PairedComparison} has
   * taken the rounding of means out before.
   *
   * @param differences one a pair, no NaN
   */
  public static WilcoxonSignedRank of(double[] differences) {
    double[] nonZero = Arrays.stream(differences).filter(d -> d != 0).toArray();
    int zeros = differences.length - nonZero.length;
    if (nonZero.length == 0) {
      return new WilcoxonSignedRank(0, zeros, 0, 0, 1, true);
    }
    double[] absolute = Arrays.stream(nonZero).map(Math::abs).toArray();
    double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).rank(absolute);
    double positive = 0;
    double negative = 0;
    for (int i = 0; i < ranks.length; i++) {
      if (nonZero[i] > 0) {
        positive += ranks[i];
      } else {
        negative += ranks[i];
      }
    }
    boolean exact = ranks.length <= EXACT_UP_TO;
    double smaller = Math.min(positive, negative);
    double p = exact ? exactP(ranks, smaller) : approximateP(ranks, smaller);
    return new WilcoxonSignedRank(ranks.length, zeros, positive, negative, p, exact);
  }

  /**
   * The matched-pairs rank-biserial correlation, {@code (W+ − W−) / (W+ + W−)}: −1 to 1, 0 where no
   * pair differs (D. Kerby, Comprehensive Psychology 3, 2014).
   */
  public double rankBiserial() {
    return pairs == 0 ? 0 : (positive - negative) / (positive + negative);
  }

  /**
   * Twice the share of sign assignments whose rank sum is no larger. Doubled ranks are integers.
   */
  private static double exactP(double[] ranks, double smaller) {
    int total = ranks.length * (ranks.length + 1);
    double[] share = new double[total + 1];
    share[0] = 1;
    int reached = 0;
    for (double rank : ranks) {
      int step = (int) Math.round(2 * rank);
      reached += step;
      for (int sum = reached; sum >= 0; sum--) {
        share[sum] = 0.5 * (share[sum] + (sum >= step ? share[sum - step] : 0));
      }
    }
    double tail = 0;
    for (int sum = 0; sum <= Math.round(2 * smaller); sum++) {
      tail += share[sum];
    }
    return Math.min(1, 2 * tail);
  }

  private static double approximateP(double[] ranks, double smaller) {
    // the variance of a sum of ranks with random signs, ties accounted for by the ranks themselves
    double variance = Arrays.stream(ranks).map(r -> r * r / 4).sum();
    double mean = Arrays.stream(ranks).sum() / 2;
    double z = Math.min(0, smaller - mean + 0.5) / Math.sqrt(variance);
    return Math.min(1, 2 * new NormalDistribution(null, 0, 1).cumulativeProbability(z));
  }
}
