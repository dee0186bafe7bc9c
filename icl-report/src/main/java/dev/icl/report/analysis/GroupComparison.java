package dev.icl.report.analysis;

import dev.icl.data.metrics.LearnedNothing;
import dev.icl.data.statistics.Interval;
import dev.icl.data.statistics.JudgedComparison;
import dev.icl.data.statistics.Outcome;
import dev.icl.data.statistics.PairedComparison;

/**
 * A measure of two groups of trainings on the same cases.
 *
 * @param question the respect in which the two differ
 * @param measure the measure that is compared
 * @param a the group that is compared with
 * @param b the group that is judged
 * @param sample the sample that the comparison rests on
 * @param judged means, intervals and tests, and the verdict on B among the tests of its family
 */
public record GroupComparison(
    Question question, Measure measure, Group a, Group b, Sample sample, JudgedComparison judged) {
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

  /** The same among other comparisons. */
  GroupComparison with(JudgedComparison other) {
    return new GroupComparison(question, measure, a, b, sample, other);
  }

  /** Means, intervals and tests. */
  public PairedComparison statistics() {
    return judged.comparison();
  }

  /** The p-value of the Wilcoxon test after Holm's correction over the family. */
  public double holmP() {
    return judged.holmP();
  }

  /** The number of tests that the correction counts. */
  public int family() {
    return judged.family();
  }

  /** The verdict on B. */
  public Outcome outcome() {
    return judged.outcome();
  }

  /** Whether the mean difference has the sign of the ranks that the test counts. */
  public boolean isOfOneDirection() {
    return statistics().isOfOneDirection();
  }

  /** The mean of A over the cases and pairs of trainings. */
  public double meanA() {
    return statistics().meanA();
  }

  /** The mean of B over the cases and pairs of trainings. */
  public double meanB() {
    return statistics().meanB();
  }

  /** Whether neither group segments anything, so that their difference says nothing. */
  public boolean isOfTwoUseless() {
    return measure == Measure.DICE
        && LearnedNothing.isShownBy(meanA())
        && LearnedNothing.isShownBy(meanB());
  }

  /** The mean of B − A. */
  public double difference() {
    return statistics().difference();
  }

  /** The 95 % bootstrap interval of the difference. */
  public Interval interval() {
    return statistics().interval();
  }

  /** Of the patients' mean differences, two-sided; NaN where there is none. */
  public double wilcoxonP() {
    return statistics().wilcoxonP();
  }

  /** Of the paired t-test of the same differences; NaN where it is not defined. */
  public double tP() {
    return statistics().t().pValue();
  }

  /** Effect size of the Wilcoxon test, positive where B is larger. */
  public double rankBiserial() {
    return statistics().wilcoxon().rankBiserial();
  }
}
