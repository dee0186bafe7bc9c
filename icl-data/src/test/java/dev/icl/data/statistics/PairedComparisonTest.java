package dev.icl.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import dev.icl.core.random.RandomKey;
import java.util.Arrays;
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

    PairedComparison comparison = PairedComparison.of(a, b, KEY);

    assertThat(comparison.pairs()).isEqualTo(2);
    assertThat(comparison.leftOut()).isEqualTo(2);
    assertThat(comparison.meanA()).isEqualTo(0.7, offset(1e-12));
    assertThat(comparison.meanB()).isEqualTo(0.65, offset(1e-12));
    assertThat(comparison.difference()).isEqualTo(-0.05, offset(1e-12));
    assertThat(comparison.wilcoxon().pairs()).isEqualTo(2);
  }

  @Test
  void swappingTheConditionsTurnsTheSignAndKeepsTheEvidence() {
    double[] a = new double[15];
    double[] b = WilcoxonSignedRankTest.DARWIN;

    PairedComparison ab = PairedComparison.of(a, b, KEY);
    PairedComparison ba = PairedComparison.of(b, a, KEY);

    assertThat(ba.difference()).isEqualTo(-ab.difference());
    assertThat(ba.wilcoxon().pValue()).isEqualTo(ab.wilcoxon().pValue());
    assertThat(ba.wilcoxon().rankBiserial()).isEqualTo(-ab.wilcoxon().rankBiserial());
    assertThat(ba.t().pValue()).isEqualTo(ab.t().pValue(), offset(1e-12));
  }

  @Test
  void listsOfDifferentLengthAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedComparison.of(new double[2], new double[3], KEY));
  }

  /** {@code scipy.stats.bootstrap(method="percentile", n_resamples=200000)}: 1.4 and 38.13. */
  @Test
  void theBootstrapIntervalIsThatOfSciPyToTheNoiseOfItsDraws() {
    Interval interval = Bootstrap.ofMean(WilcoxonSignedRankTest.DARWIN, KEY);

    assertThat(interval.low()).isEqualTo(1.4, offset(1.0));
    assertThat(interval.high()).isEqualTo(38.13, offset(1.0));
  }

  @Test
  void theSameKeyGivesTheSameInterval() {
    double[] values = WilcoxonSignedRankTest.DARWIN;

    assertThat(Bootstrap.ofMean(values, KEY)).isEqualTo(Bootstrap.ofMean(values, KEY));
    assertThat(Bootstrap.ofMean(values, KEY))
        .isNotEqualTo(Bootstrap.ofMean(values, KEY.child("other")));
    assertThat(Bootstrap.ofMean(new double[] {1}, KEY)).isEqualTo(Interval.NONE);
  }

  @Test
  void statisticsLeaveOutWhatDoesNotCount() {
    CaseStatistics statistics =
        CaseStatistics.of(new double[] {0.91, 0.88, Double.NaN, 0.93, 0.79, 0.85}, KEY);

    assertThat(statistics.count()).isEqualTo(5);
    assertThat(statistics.mean()).isEqualTo(0.872, offset(1e-12));
    assertThat(statistics.std()).isEqualTo(0.05495452665613635, offset(1e-12));
    assertThat(statistics.median()).isEqualTo(0.88);
    assertThat(statistics.interval().low()).isLessThan(0.872).isGreaterThan(0.79);
    assertThat(CaseStatistics.of(new double[] {Double.NaN}, KEY).mean()).isNaN();
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
}
