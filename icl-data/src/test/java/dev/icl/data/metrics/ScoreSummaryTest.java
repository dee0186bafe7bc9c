package dev.icl.data.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreSummaryTest {
  @Test
  void averagesOverCasesThenClasses() {
    ScoreSummary summary =
        ScoreSummary.of(
            List.of(new double[] {0.5, 1.0}, new double[] {0.7, Double.NaN}), List.of("a", "b"));

    assertThat(summary.perClass()).containsExactly(0.6, 1.0);
    assertThat(summary.mean()).isEqualTo(0.8, offset(1e-12));
    assertThat(summary.std()).isEqualTo(0.05 / Math.sqrt(2), offset(1e-12));
    assertThat(summary.cases()).isEqualTo(2);
  }

  @Test
  void aClassCountedNowhereIsLeftOutOfTheMean() {
    ScoreSummary summary = ScoreSummary.of(List.of(new double[] {0.5, Double.NaN}), List.of("a"));

    assertThat(summary.mean()).isEqualTo(0.5);
    assertThat(summary.std()).isZero();
  }

  /** Patients' means 0.6 and 0.8. */
  @Test
  void theScansOfOnePatientAreOneObservation() {
    ScoreSummary summary =
        ScoreSummary.of(
            List.of(new double[] {0.5}, new double[] {0.7}, new double[] {0.8}),
            List.of("a", "a", "b"));

    assertThat(summary.std()).isEqualTo(0.2 / Math.sqrt(2), offset(1e-12));
    assertThat(summary.mean()).isEqualTo(2.0 / 3, offset(1e-12));
  }

  @Test
  void noCaseOrAnUnknownPatientIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ScoreSummary.of(List.of(), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScoreSummary.of(List.of(new double[] {0.5}), List.of()));
  }
}
