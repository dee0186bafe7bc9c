package dev.icl.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.report.analysis.Headline.Tone;
import dev.icl.report.record.Parity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParityVerdictTest {
  private static final String ENGINES = "pytorch cpu and tensorflow cpu ";

  @Test
  void enginesThatDifferByRoundingFollowTheSameCourse() {
    told(
        Cells.parity(1e-5, 2e-6, 0.9999),
        Tone.PLAIN,
        "follow the same course with icl over 20 iterations.");
  }

  @Test
  void withoutValidationVolumesNoLabelsAreMissed() {
    told(
        Cells.parity(1e-5, 2e-6, null),
        Tone.PLAIN,
        "follow the same course with icl over 20 iterations.");
  }

  @Test
  void aLossThatIsNoNumberWasNotCompared() {
    told(
        Cells.parity(Double.NaN, 2e-6, 0.9999),
        Tone.WARNING,
        "could not be compared with icl over 20 iterations: an engine's loss is not finite.");
  }

  @Test
  void lossesFurtherApartThanRoundingAreAWarning() {
    told(
        Cells.parity(0.02, 2e-6, 0.9999),
        Tone.WARNING,
        "drift apart with icl within 20 iterations.");
  }

  @Test
  void aGradientThatIsNoNumberIsNamed() {
    told(
        Cells.parity(1e-5, Double.POSITIVE_INFINITY, 0.9999),
        Tone.WARNING,
        "follow the same course with icl over 20 iterations, but an engine's first gradient is"
            + " missing or not finite.");
  }

  @Test
  void gradientsAndLabelsThatDifferAreNamed() {
    told(
        Cells.parity(1e-5, 0.03, 0.9),
        Tone.WARNING,
        "follow the same course with icl over 20 iterations, but the first gradients differ by up to"
            + " 3.0\u00a0% and only 90.0\u00a0% of the voxels get the same class.");
  }

  @Test
  void theNetworkIsNamedWhereThereAreSeveral() {
    Parity one = Cells.parity(1e-5, 2e-6, null);
    Parity other =
        new Parity(
            one.engineA(),
            one.engineB(),
            one.deviceA(),
            one.deviceB(),
            one.method(),
            "duo",
            1,
            one.status(),
            one.reason(),
            one.maxLossDistance(),
            one.atIteration(),
            one.gradientDistance(),
            one.gradientVariable(),
            one.labelAgreement());
    Evidence evidence =
        Evidence.of(
            List.of(
                Cells.source("here", Cells.machine("cpu"), Cells.config(100), one),
                Cells.source("there", Cells.machine("cpu"), Cells.config(100), other)));

    assertThat(Headlines.of(Analysis.of(evidence)))
        .extracting(Headline::sentence)
        .contains(
            ENGINES + "follow the same course with icl (unet2d) over 20 iterations.",
            ENGINES + "follow the same course with icl (duo) over 1 iteration.");
  }

  private static void told(Parity parity, Tone tone, String sentence) {
    Evidence evidence =
        Evidence.of(List.of(Cells.source("here", Cells.machine("cpu"), Cells.config(100), parity)));

    assertThat(Headlines.of(Analysis.of(evidence)))
        .singleElement()
        .satisfies(
            headline -> {
              assertThat(headline.sentence()).isEqualTo(ENGINES + sentence);
              assertThat(headline.tone()).isEqualTo(tone);
            });
  }
}
