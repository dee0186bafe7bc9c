package dev.icl.data.statistics;

/** What a comparison of two conditions, A and B, shows of B. */
public enum Outcome {
  /** It is better. */
  BETTER,
  /** It is worse. */
  WORSE,
  /** No difference is shown. */
  NOT_SHOWN,
  /** None could be: with so few patients no p-value is small enough. */
  TOO_FEW;

  /** The level of the tests. */
  public static final double ALPHA = 0.05;

  /**
   * Judges a comparison.
   *
   * @param p of the Wilcoxon test, corrected for the number of tests
   * @param tests how many the correction counts
   * @param higherIsBetter whether larger values are the better ones
   */
  public static Outcome of(
      PairedComparison comparison, double p, int tests, boolean higherIsBetter) {
    double effect = comparison.wilcoxon().rankBiserial();
    if (p <= ALPHA && effect != 0) {
      return effect > 0 == higherIsBetter ? BETTER : WORSE;
    }
    return tests * leastP(comparison.patients()) > ALPHA ? TOO_FEW : NOT_SHOWN;
  }

  /** The least two-sided p-value of a test of signs: 2 / 2ⁿ with n patients. */
  static double leastP(int patients) {
    return Math.pow(0.5, patients - 1.0);
  }
}
