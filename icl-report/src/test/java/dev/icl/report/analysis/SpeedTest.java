package dev.icl.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.icl.report.analysis.Headline.Tone;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedTest {
  @Test
  void repeatsAreSummedUpByTheMedianOfTheirMedians() {
    Speed speed =
        Cells.analysis(
                Cells.timed("pytorch", "icl", 1, 100),
                Cells.timed("pytorch", "icl", 2, 104),
                Cells.timed("pytorch", "icl", 3, 101))
            .speed()
            .get(0);

    assertThat(speed.stepMs().median()).isEqualTo(101);
    assertThat(speed.stepMs().relative()).isEqualTo(4 / 101.0, offset(1e-12));
    assertThat(speed.imagesPerSecond().low()).isEqualTo(16_000 / 104.0);
    assertThat(speed.isNoisy()).isFalse();
  }

  @Test
  void repeatsFurtherApartThanFivePercentMakeTheMachineTooNoisy() {
    Analysis analysis =
        Cells.analysis(
            Cells.timed("pytorch", "icl", 1, 100),
            Cells.timed("pytorch", "icl", 2, 106),
            Cells.timed("tensorflow", "icl", 1, 200));

    assertThat(analysis.speed()).extracting(Speed::isNoisy).containsExactly(true, false);
    assertThat(Headlines.of(analysis))
        .extracting(Headline::sentence)
        .contains("The machine was too noisy for 1 of 2 timings.")
        .contains(
            "Other work on the machine disturbed the timings of pytorch and tensorflow in training"
                + " icl, so that no ratio is given: 155 against 80.0 images/s.");
    assertThat(analysis.speedComparisons().get(0).isShown()).isFalse();
  }

  /**
   * 325 against 70 GFLOP/s: a step that took three times as long was none of the engine's doing.
   */
  @Test
  void aRepeatThatOtherWorkDisturbedIsLeftOut() {
    Analysis analysis =
        Cells.analysis(
            Cells.timed("pytorch", "icl", 1, 100, 325),
            Cells.timed("pytorch", "icl", 2, 300, 70),
            Cells.timed("pytorch", "icl", 3, 102, 310),
            Cells.timed("pytorch", "supervised", 1, 50, 60));

    Speed icl = find(analysis, "icl");
    assertThat(icl.stepMs().high()).isEqualTo(102);
    assertThat(icl.leftOut()).isEqualTo(1);
    assertThat(icl.isNoisy()).isFalse();
    Speed supervised = find(analysis, "supervised");
    assertThat(supervised.repeats()).hasSize(1);
    assertThat(supervised.disturbed()).isTrue();
    assertThat(supervised.isNoisy()).isTrue();
  }

  private static Speed find(Analysis analysis, String method) {
    return analysis.speed().stream()
        .filter(s -> s.group().approach().equals(method))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void enginesWhoseRepeatsOverlapAreNotCalledFasterOrSlower() {
    Analysis analysis =
        Cells.analysis(
            Cells.timed("pytorch", "icl", 1, 100),
            Cells.timed("pytorch", "icl", 2, 103),
            Cells.timed("tensorflow", "icl", 1, 102),
            Cells.timed("tensorflow", "icl", 2, 104));

    assertThat(
            new Sentences(Labels.of(analysis.evidence()))
                .verdict(analysis.speedComparisons().get(0)))
        .startsWith(
            "No difference in speed beyond the spread of repeats between pytorch and tensorflow");
  }

  @Test
  void ofOneRepeatTheSpreadIsUnknown() {
    Analysis analysis =
        Cells.analysis(
            Cells.timed("pytorch", "icl", 1, 100), Cells.timed("tensorflow", "icl", 1, 200));

    assertThat(Headlines.of(analysis))
        .singleElement()
        .isEqualTo(
            new Headline(
                Tone.PLAIN,
                "pytorch trains icl 2.00 times as fast as tensorflow: 160 against 80.0 images/s; each"
                    + " was measured once, so its spread is unknown.",
                "One repeat of each."));
  }

  @Test
  void theOneThatWasMeasuredOnceIsNamed() {
    Analysis analysis =
        Cells.analysis(
            Cells.timed("pytorch", "icl", 1, 100),
            Cells.timed("pytorch", "icl", 2, 100),
            Cells.timed("tensorflow", "icl", 1, 200));

    assertThat(Headlines.of(analysis).get(0).sentence())
        .endsWith("; tensorflow was measured once, so its spread is unknown.");
    assertThat(analysis.speedComparisons().get(0).isShown()).isFalse();
  }

  @Test
  void whatNoRepeatTellsIsNotANumber() {
    Speed speed = Cells.analysis(Cells.timed("pytorch", "icl", 1, 100)).speed().get(0);

    assertThat(speed.spread(t -> t.joulesPerImage()).median()).isNaN();
    assertThat(speed.isNoisy()).isFalse();
  }

  @Test
  void timesOfTwoMachinesAreNeverPooledNorCompared() {
    Analysis analysis =
        Analysis.of(
            Evidence.of(
                List.of(
                    Cells.source(
                        "a",
                        Cells.machine("slow"),
                        Cells.config(100),
                        Cells.timed("pytorch", "icl", 1, 100)),
                    Cells.source(
                        "b",
                        Cells.machine("fast"),
                        Cells.config(100),
                        Cells.timed("tensorflow", "icl", 1, 50)))));

    assertThat(analysis.speed()).extracting(Speed::machine).containsExactly("m1", "m1-2");
    assertThat(analysis.speedComparisons()).isEmpty();
  }
}
