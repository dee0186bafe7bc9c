package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.modules.train.Scores;
import dev.icl.modules.train.StepReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter shown = new StringWriter();
  private long now;

  @Test
  void aTerminalShowsOneLineThatUpdatesItself() {
    Progress progress = progress(OptionalInt.of(40));

    progress.onStep(step(1, Optional.empty()));
    now += 1_000_000_000L;
    progress.onStep(step(2, Optional.empty()));

    assertThat(shown.toString()).startsWith("\r\u001b[K1/9  loss ").doesNotContain("\n");
    assertThat(shown.toString().split("\r\u001b\\[K"))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line.length()).isLessThan(40));
  }

  @Test
  void aValidationStaysOnTheTerminalInFull() {
    Progress progress = progress(OptionalInt.of(40));

    progress.onStep(step(1, Optional.of(new Scores(0.5, List.of(0.5), 0))));

    assertThat(shown.toString())
        .contains("validation Dice 0.5000")
        .endsWith(System.lineSeparator());
  }

  @Test
  void fieldsAreLeftOutWholeWhereTheTerminalIsNarrow() {
    Progress progress = progress(OptionalInt.of(35));

    progress.onStep(step(1, Optional.empty()));

    assertThat(shown.toString()).isEqualTo("\r\u001b[K1/9  loss 1.500  20.0 images/s");
  }

  @Test
  void theEstimateOfTheTimeStays() {
    Progress progress = progress(OptionalInt.of(200));

    for (int i = 1; i <= 7; i++) {
      progress.onStep(
          new StepReport(i, 105, Map.of("loss", 1.5), 0.01, 20, Optional.empty(), false));
      now += 2_000_000_000L;
    }

    assertThat(shown.toString())
        .contains(
            "\r\u001b[KEstimate: about 3:18 for the other 99 iterations, 2.00 s a step;"
                + " validations come on top."
                + System.lineSeparator());
  }

  @Test
  void elsewhereThereArePlainLinesFarApart() {
    Progress progress = progress(OptionalInt.empty());

    for (int i = 1; i <= 9; i++) {
      progress.onStep(step(i, Optional.empty()));
      now += 2_000_000_000L;
    }

    assertThat(shown.toString().lines()).hasSize(2);
    assertThat(shown.toString()).contains("6/9  loss ", "0:06 left").doesNotContain("\r", "\u001b");
  }

  private Progress progress(OptionalInt columns) {
    return new Progress(new PrintWriter(shown, true), columns, Style.PLAIN, () -> now);
  }

  private static StepReport step(int iteration, Optional<Scores> validation) {
    return new StepReport(iteration, 9, Map.of("loss", 1.5), 0.01, 20, validation, false);
  }
}
