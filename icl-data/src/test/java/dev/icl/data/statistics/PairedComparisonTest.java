package dev.icl.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.icl.core.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {
  private static final RandomKey KEY = RandomKey.of(1);

  /** Darwin's maize by SciPy 1.17.1: {@code ttest_1samp(d, 0)}; Fisher (1935) prints t = 2.148. */
  @Test
  void thePairedTOfDarwinsMaize() {
    PairedT t = PairedT.of(WilcoxonSignedRankTest.DARWIN);

    assertThat(t.t()).isEqualTo(2.1479874613311205, offset(1e-12));
    assertThat(t.degreesOfFreedom()).isEqualTo(14);
    assertThat(t.pValue()).isEqualTo(0.049702944021800866, offset(1e-12));
    assertThat(t.interval().low()).isEqualTo(0.031193318392979563, offset(1e-6));
    assertThat(t.interval().high()).isEqualTo(41.83547334827369, offset(1e-6));
    assertThat(t.cohensDz()).isEqualTo(0.5546079777065185, offset(1e-12));
  }

  @Test
  void theTTestIsNotDefinedForConstantDifferencesOrASinglePair() {
    assertThat(PairedT.of(new double[] {0.5, 0.5, 0.5}).pValue()).isNaN();
    assertThat(PairedT.of(new double[] {0.3 - 0.2, 0.2 - 0.1, 0.9 - 0.8}).pValue()).isNaN();
    assertThat(PairedT.of(new double[] {0.5}).t()).isNaN();
    assertThat(PairedT.of(new double[0]).degreesOfFreedom()).isZero();
  }

  @Test
  void casesThatCountUnderOneConditionOnlyAreLeftOut() {
    double[] a = {0.5, Double.NaN, 0.7, 0.9};
    double[] b = {0.6, 0.8, Double.NaN, 0.7};

    PairedComparison comparison = compare(a, b, 1);

    assertThat(comparison.patients()).isEqualTo(2);
    assertThat(comparison.cases()).isEqualTo(2);
    assertThat(comparison.leftOut()).isEqualTo(2);
    assertThat(comparison.meanA()).isEqualTo(0.7, offset(1e-12));
    assertThat(comparison.meanB()).isEqualTo(0.65, offset(1e-12));
    assertThat(comparison.difference()).isEqualTo(-0.05, offset(1e-12));
    assertThat(comparison.wilcoxon().pairs()).isEqualTo(2);
  }

  /**
   * Means over three classes whose differences are −1, −2, 1, −1, −1, −2, −1 and −1 thirds: the six
   * of one third share the rank 3.5, so W+ = 3.5, and 14 of 256 assignments of signs are as
   * extreme.
   */
  @Test
  void equalDifferencesOfMeansShareARankWhateverTheirRounding() {
    int[][] a = {
      {2, 5, 1}, {3, 1, 4}, {4, 4, 6}, {4, 2, 1}, {4, 1, 4}, {4, 5, 1}, {6, 4, 3}, {6, 2, 5}
    };
    int[][] b = {
      {1, 5, 1}, {1, 1, 4}, {5, 4, 6}, {3, 2, 1}, {4, 1, 3}, {4, 3, 1}, {6, 4, 2}, {6, 1, 5}
    };
    List<ObservedPair> pairs = new ArrayList<>();
    for (int p = 0; p < a.length; p++) {
      pairs.add(ObservedPair.ofMeans(origin(p, 1), doubles(a[p]), doubles(b[p])));
    }

    PairedComparison comparison = PairedComparison.of(pairs, KEY);

    assertThat(comparison.wilcoxon().positive()).isEqualTo(3.5);
    assertThat(comparison.wilcoxonP()).isEqualTo(14 / 256.0);
  }

  /** Scans of 0.80 and 0.90 that become 0.85 both. */
  @Test
  void aPatientWhoseMeansDifferByRoundingAloneIsLikeOneWithoutADifference() {
    PairedComparison comparison = compare(new double[] {0.80, 0.90}, new double[] {0.85, 0.85}, 2);

    assertThat(comparison.wilcoxon().zeros()).isEqualTo(1);
    assertThat(comparison.wilcoxon().pairs()).isZero();
    assertThat(comparison.difference()).isZero();
  }

  @Test
  void testsWithoutAPairAreNotCountedInTheFamily() {
    PairedComparison some = compare(new double[] {0.1, 0.2}, new double[] {0.2, 0.5}, 1);
    PairedComparison none = compare(new double[] {0.1}, new double[] {Double.NaN}, 1);

    assertThat(JudgedComparison.family(List.of(some, none, some), i -> true))
        .extracting(JudgedComparison::family)
        .containsOnly(2);
  }

  private static double[] doubles(int[] values) {
    return Arrays.stream(values).asDoubleStream().toArray();
  }

  @Test
  void swappingTheConditionsTurnsTheSignAndKeepsTheEvidence() {
    double[] a = new double[15];
    double[] b = WilcoxonSignedRankTest.DARWIN;

    PairedComparison ab = compare(a, b, 1);
    PairedComparison ba = compare(b, a, 1);

    assertThat(ba.difference()).isEqualTo(-ab.difference());
    assertThat(ba.wilcoxon().pValue()).isEqualTo(ab.wilcoxon().pValue());
    assertThat(ba.wilcoxon().rankBiserial()).isEqualTo(-ab.wilcoxon().rankBiserial());
    assertThat(ba.t().pValue()).isEqualTo(ab.t().pValue(), offset(1e-12));
  }

  /** Six scans of three patients, B better in all: of three signs no p-value is below 2 / 2³. */
  @Test
  void threePatientsOfTwoScansAreThreeObservations() {
    double[] a = {0.70, 0.71, 0.72, 0.73, 0.74, 0.75};
    double[] b = {0.75, 0.77, 0.79, 0.81, 0.83, 0.85};

    PairedComparison comparison = compare(a, b, 2);

    assertThat(comparison.patients()).isEqualTo(3);
    assertThat(comparison.cases()).isEqualTo(6);
    assertThat(comparison.wilcoxonP()).isEqualTo(0.25);
    assertThat(comparison.t().degreesOfFreedom()).isEqualTo(2);
    assertThat(Outcome.of(comparison, 0.25, 0.25, true)).isEqualTo(Outcome.TOO_FEW);
    // as six observations they would be significant
    assertThat(compare(a, b, 1).wilcoxonP()).isEqualTo(0.03125);
  }

  /** With 6 patients the least p-value is 1/32: enough for one test, too little for two. */
  @Test
  void theFloorOfThePValueCountsPatientsAndTests() {
    PairedComparison six =
        compare(new double[12], new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3}, 2);

    assertThat(six.wilcoxonP()).isEqualTo(0.03125);
    assertThat(Outcome.of(six, 0.03125, 0.03125, true)).isEqualTo(Outcome.BETTER);
    assertThat(Outcome.of(six, 0.03125, 0.03125, false)).isEqualTo(Outcome.WORSE);
    assertThat(Outcome.of(six, 0.2, 0.03125, true)).isEqualTo(Outcome.NOT_SHOWN);
    assertThat(Outcome.of(six, 0.0625, 0.0625, true)).isEqualTo(Outcome.TOO_FEW);
  }

  /** A test of six patients is behind three of ten that show a difference, or that show none. */
  @Test
  void whetherPatientsAreTooFewDependsOnTheOtherTestsOfTheFamily() {
    double[] up = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    double[] both = {1, -2, 3, -4, 5, -6, 7, -8, 9, -10};
    PairedComparison shown = compare(new double[10], up, 1);
    PairedComparison notShown = compare(new double[10], both, 1);
    PairedComparison six = compare(new double[6], new double[] {1, -2, 3, 4, 5, 6}, 1);

    // 2 / 2¹⁰ four times over; 2 / 2⁶ at the last step of Holm's, or at the first
    assertThat(Outcome.leastP(List.of(six, shown, shown, shown)))
        .containsExactly(0.03125, 0.0078125, 0.0078125, 0.0078125);
    assertThat(Outcome.leastP(List.of(six, notShown, notShown, notShown))[0]).isEqualTo(0.125);
    assertThat(Outcome.leastP(List.of(six))).containsExactly(0.03125);
    assertThat(Outcome.of(six, 0.09375, 0.03125, true)).isEqualTo(Outcome.NOT_SHOWN);
    assertThat(Outcome.of(six, 0.25, 0.125, true)).isEqualTo(Outcome.TOO_FEW);
  }

  /** {@code scipy.stats.bootstrap(method="percentile", n_resamples=200000)}: 1.4 and 38.13. */
  @Test
  void theBootstrapIntervalIsThatOfSciPyToTheNoiseOfItsDraws() {
    Interval interval = statistics(WilcoxonSignedRankTest.DARWIN, 1, KEY).interval();

    assertThat(interval.low()).isEqualTo(1.4, offset(1.0));
    assertThat(interval.high()).isEqualTo(38.13, offset(1.0));
  }

  @Test
  void theSameKeyGivesTheSameInterval() {
    double[] values = WilcoxonSignedRankTest.DARWIN;

    assertThat(statistics(values, 1, KEY)).isEqualTo(statistics(values, 1, KEY));
    assertThat(statistics(values, 1, KEY).interval())
        .isNotEqualTo(statistics(values, 1, KEY.child("other")).interval());
    assertThat(statistics(new double[] {1}, 1, KEY).interval()).isEqualTo(Interval.NONE);
  }

  @Test
  void statisticsLeaveOutWhatDoesNotCount() {
    PatientStatistics statistics =
        statistics(new double[] {0.91, 0.88, Double.NaN, 0.93, 0.79, 0.85}, 1, KEY);

    assertThat(statistics.patients()).isEqualTo(5);
    assertThat(statistics.cases()).isEqualTo(5);
    assertThat(statistics.mean()).isEqualTo(0.872, offset(1e-12));
    assertThat(statistics.std()).isEqualTo(0.05495452665613635, offset(1e-12));
    assertThat(statistics.median()).isEqualTo(0.88);
    assertThat(statistics.interval().low()).isLessThan(0.872).isGreaterThan(0.79);
    assertThat(statistics(new double[] {Double.NaN}, 1, KEY).mean()).isNaN();
  }

  /** Patients' means 0.9, 0.7 and 0.5; one of them has a scan that does not count. */
  @Test
  void spreadIsOverPatientsAndTheMeanOverTheirScans() {
    PatientStatistics statistics =
        statistics(new double[] {0.88, 0.92, 0.7, Double.NaN, 0.4, 0.6}, 2, KEY);

    assertThat(statistics.patients()).isEqualTo(3);
    assertThat(statistics.cases()).isEqualTo(5);
    assertThat(statistics.mean()).isEqualTo(0.7, offset(1e-12));
    assertThat(statistics.std()).isEqualTo(0.2, offset(1e-12));
    assertThat(statistics.median()).isEqualTo(0.7, offset(1e-12));
    assertThat(statistics(new double[] {0.4, 0.6}, 2, KEY).std()).isNaN();
    assertThat(statistics(new double[] {0.4, 0.6}, 2, KEY).interval()).isEqualTo(Interval.NONE);
  }

  @Test
  void holmMultipliesTheSmallestMost() {
    // by hand: 4 · 0.005, 3 · 0.01, max(0.03, 2 · 0.03), max(0.06, 1 · 0.04)
    assertThat(Holm.adjust(0.01, 0.04, 0.03, 0.005))
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(0.03, 0.06, 0.06, 0.02);
  }

  @Test
  void holmLeavesOutTestsThatWereNotMade() {
    assertThat(Holm.adjust(0.6, Double.NaN, 0.7))
        .usingElementComparator(Double::compare)
        .containsExactly(1.0, Double.NaN, 1.0);
    assertThat(Arrays.stream(Holm.adjust())).isEmpty();
  }

  /** So many successive scans a patient. */
  private static PairedComparison compare(double[] a, double[] b, int scans) {
    List<ObservedPair> pairs = new ArrayList<>();
    for (int i = 0; i < a.length; i++) {
      pairs.add(new ObservedPair(origin(i, scans), a[i], b[i]));
    }
    return PairedComparison.of(pairs, KEY);
  }

  private static PatientStatistics statistics(double[] values, int scans, RandomKey key) {
    List<Observation> scores = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      scores.add(new Observation(origin(i, scans), values[i]));
    }
    return PatientStatistics.of(scores, key);
  }

  private static ScoreOrigin origin(int i, int scans) {
    return ScoreOrigin.of("p" + i / scans, "scan" + i % scans);
  }
}
