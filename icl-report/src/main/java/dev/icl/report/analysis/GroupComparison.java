package dev.icl.report.analysis;

import dev.icl.data.statistics.Interval;
import dev.icl.data.statistics.Outcome;
import dev.icl.data.statistics.PairedComparison;
import java.util.List;

/**
 * A measure of two groups of trainings on the same cases.
 *
 * @param question the respect in which the two differ
 * @param measure the measure that is compared
 * @param a the group that is compared with
 * @param b the group that is judged
 * @param sample the sample that the comparison rests on
 * @param statistics means, intervals and tests
 * @param holmP the p-value of the Wilcoxon test after Holm's correction over the family
 * @param family the number of tests that the correction counts
 * @param outcome of B
 */
public record GroupComparison(
    Question question,
    Measure measure,
    Group a,
    Group b,
    Sample sample,
    PairedComparison statistics,
    double holmP,
    int family,
    Outcome outcome) {
  /** The respect in which two groups differ. */
  public enum Question {
    /** The method or its variant, on one engine and device. */
    METHODS,
    /** The engine or its device, with one method. */
    ENGINES
  }

  /**
   * The sample that a comparison rests on.
   *
   * @param patients the pairs of the test: each the mean over a patient's cases and all seeds
   * @param cases scans of these patients
   * @param pairs of trainings
   * @param bySeed whether the two of a pair had the same seed; otherwise means over all trainings
   *     of both are compared
   * @param byDraw whether pairs are of several drawings of labelled patients, the same for both of
   *     a pair
   */
  public record Sample(int patients, int cases, int pairs, boolean bySeed, boolean byDraw) {}

  /** The comparison before any correction. */
  static GroupComparison of(
      Question question,
      Measure measure,
      Group a,
      Group b,
      Sample sample,
      PairedComparison statistics) {
    return new GroupComparison(
            question,
            measure,
            a,
            b,
            sample,
            statistics,
            statistics.wilcoxonP(),
            1,
            Outcome.NOT_SHOWN)
        .corrected(statistics.wilcoxonP(), 1, Outcome.leastP(List.of(statistics))[0]);
  }

  /**
   * The same with a p-value that counts other tests, too.
   *
   * @param leastP the least that this could have been
   */
  GroupComparison corrected(double p, int tests, double leastP) {
    Outcome judged = Outcome.of(statistics, p, leastP, measure.higherIsBetter());
    return new GroupComparison(question, measure, a, b, sample, statistics, p, tests, judged);
  }

  /** Whether the mean difference has the sign of the ranks that the test counts. */
  public boolean isOfOneDirection() {
    return statistics.isOfOneDirection();
  }

  /** The mean of A over the cases and pairs of trainings. */
  public double meanA() {
    return statistics.meanA();
  }

  /** The mean of B over the cases and pairs of trainings. */
  public double meanB() {
    return statistics.meanB();
  }

  /** The mean of B − A. */
  public double difference() {
    return statistics.difference();
  }

  /** The 95 % bootstrap interval of the difference. */
  public Interval interval() {
    return statistics.interval();
  }

  /** Of the patients' mean differences, two-sided; NaN where there is none. */
  public double wilcoxonP() {
    return statistics.wilcoxonP();
  }

  /** Of the paired t-test of the same differences; NaN where it is not defined. */
  public double tP() {
    return statistics.t().pValue();
  }

  /** Effect size of the Wilcoxon test, positive where B is larger. */
  public double rankBiserial() {
    return statistics.wilcoxon().rankBiserial();
  }
}
