package dev.icl.data.statistics;

import java.util.List;

/** The verdict of a comparison of two conditions, A and B, on B. */
public enum Outcome {
  /** It is better. */
  BETTER,
  /** It is worse. */
  WORSE,
  /** No difference is shown. */
  NOT_SHOWN,
  /**
   * None could be: with so few patients, and the other tests as they are, no result of this one is
   * small enough after correction.
   */
  TOO_FEW;

  /** The level of the tests. */
  public static final double ALPHA = 0.05;

  /**
   * Judges a comparison.
   *
   * @param comparison the paired comparison of B with A
   * @param p of the Wilcoxon test, corrected for the number of tests
   * @param leastP the least that p could have been with so many patients; see {@link #leastP(List)}
   * @param higherIsBetter whether larger values are the better ones
   */
  public static Outcome of(
      PairedComparison comparison, double p, double leastP, boolean higherIsBetter) {
    double effect = comparison.wilcoxon().rankBiserial();
    if (p <= ALPHA && effect != 0) {
      return effect > 0 == higherIsBetter ? BETTER : WORSE;
    }
    return leastP > ALPHA ? TOO_FEW : NOT_SHOWN;
  }

  /**
   * The least p-value that each test of a family could have had after Holm's correction, were its
   * patients all of one sign and the other tests as they are: the others' small p-values leave it a
   * smaller factor.
   *
   * @return in the order given; 0 to 1
   */
  public static double[] leastP(List<PairedComparison> family) {
    double[] found = family.stream().mapToDouble(PairedComparison::wilcoxonP).toArray();
    double[] least = new double[found.length];
    for (int i = 0; i < found.length; i++) {
      double[] best = found.clone();
      best[i] = leastP(family.get(i).patients());
      least[i] = Holm.adjust(best)[i];
    }
    return least;
  }

  /** The least two-sided p-value of a test of signs: 2 / 2ⁿ with n patients. */
  static double leastP(int patients) {
    return Math.pow(0.5, patients - 1.0);
  }
}
