package dev.icl.data.statistics;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.TTest;

/**
 * Student's t-test of paired differences, two-sided: is their mean zero? It supposes that they are
 * about normal, which differences of Dice often are not; {@link WilcoxonSignedRank} does not.
 *
 * @param t the statistic; NaN where it is not defined: fewer than two pairs, or all differences the
 *     same
 * @param degreesOfFreedom pairs − 1
 * @param pValue two-sided; NaN where t is
 * @param interval 95 % interval of the mean difference; none where t is not defined
 * @param cohensDz mean over standard deviation of the differences; NaN where t is
 */
public record PairedT(
    double t, int degreesOfFreedom, double pValue, Interval interval, double cohensDz) {
  private static final double TAIL = 0.975;

  /** Relative to their mean, differences that vary less are the same. */
  private static final double ROUNDING = 1e-12;

  /**
   * Tests differences.
   *
   * @param differences one a pair, no NaN
   */
  public static PairedT of(double[] differences) {
    int n = differences.length;
    double mean = StatUtils.mean(differences);
    double std = n < 2 ? 0 : Math.sqrt(StatUtils.variance(differences));
    if (!(std > ROUNDING * Math.abs(mean))) {
      return new PairedT(Double.NaN, Math.max(0, n - 1), Double.NaN, Interval.NONE, Double.NaN);
    }
    TTest test = new TTest();
    double half =
        new TDistribution(null, n - 1).inverseCumulativeProbability(TAIL) * std / Math.sqrt(n);
    return new PairedT(
        test.t(0, differences),
        n - 1,
        test.tTest(0, differences),
        new Interval(mean - half, mean + half),
        mean / std);
  }
}
