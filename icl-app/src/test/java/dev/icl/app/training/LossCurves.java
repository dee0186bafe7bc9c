package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.modules.train.StepReport;

/** The losses of trainings that are to be one and the same but for rounding. */
final class LossCurves {
  private LossCurves() {}

  /**
   * Requires every term of the expected step in the one found, too, within tolerances.
   *
   * @param relative tolerance for each term, as a part of it
   * @param absolute tolerance that is added to it
   */
  static void assertClose(StepReport found, StepReport expected, double relative, double absolute) {
    expected
        .losses()
        .forEach(
            (term, loss) ->
                assertThat(found.losses().get(term))
                    .as("%s at iteration %d", term, expected.iteration())
                    .isFinite()
                    .isCloseTo(loss, within(relative * Math.abs(loss) + absolute)));
  }
}
