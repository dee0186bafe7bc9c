package dev.icl.bench.analysis;

import dev.icl.data.statistics.Interval;

/**
 * A measure of two groups of trainings on the same cases.
 *
 * @param question what the two differ in
 * @param measure what is compared
 * @param a what is compared with
 * @param b what is judged
 * @param sample what the comparison rests on
 * @param meanA over the cases and pairs of trainings
 * @param meanB over the cases and pairs of trainings
 * @param difference mean of B − A
 * @param interval 95 % bootstrap interval of the difference, over patients and seeds
 * @param wilcoxonP of the patients' mean differences, two-sided; NaN where there is none
 * @param holmP that after Holm's correction over the family
 * @param tP of the paired t-test of the same differences; NaN where it is not defined
 * @param rankBiserial effect size of the Wilcoxon test, positive where B is larger
 * @param family how many tests the correction counts
 * @param outcome of B
 */
public record Comparison(
    Question question,
    Measure measure,
    Group a,
    Group b,
    Sample sample,
    double meanA,
    double meanB,
    double difference,
    Interval interval,
    double wilcoxonP,
    double holmP,
    double tP,
    double rankBiserial,
    int family,
    Outcome outcome) {
  /** The level of the tests. */
  public static final double ALPHA = 0.05;

  /** What two groups differ in. */
  public enum Question {
    /** The method or its variant, on one engine and device. */
    METHODS,
    /** The engine or its device, with one method. */
    ENGINES
  }

  /** What is shown of B. */
  public enum Outcome {
    /** It is better. */
    BETTER,
    /** It is worse. */
    WORSE,
    /** No difference is. */
    NOT_SHOWN,
    /** None could be: with so few patients no p-value is small enough. */
    TOO_FEW
  }

  /**
   * What a comparison rests on.
   *
   * @param patients the pairs of the test: each the mean over a patient's cases and all seeds
   * @param cases scans of these patients
   * @param pairs of trainings
   * @param bySeed whether the two of a pair had the same seed; otherwise means over all trainings
   *     of both are compared
   */
  public record Sample(int patients, int cases, int pairs, boolean bySeed) {}

  /** Whether the mean difference has the sign of the ranks that the test counts. */
  public boolean isOfOneDirection() {
    return Math.signum(difference) == Math.signum(rankBiserial);
  }

  Comparison corrected(double p, int tests) {
    return new Comparison(
        question,
        measure,
        a,
        b,
        sample,
        meanA,
        meanB,
        difference,
        interval,
        wilcoxonP,
        p,
        tP,
        rankBiserial,
        tests,
        outcome(p, tests));
  }

  /** With n pairs no two-sided p-value is below 2 / 2ⁿ, and none of several after correction. */
  private Outcome outcome(double p, int tests) {
    if (p <= ALPHA && rankBiserial != 0) {
      return rankBiserial > 0 == measure.higherIsBetter() ? Outcome.BETTER : Outcome.WORSE;
    }
    return tests * Math.pow(0.5, sample.patients() - 1.0) > ALPHA
        ? Outcome.TOO_FEW
        : Outcome.NOT_SHOWN;
  }
}
