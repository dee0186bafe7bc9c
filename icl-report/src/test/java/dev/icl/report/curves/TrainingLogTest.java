package dev.icl.report.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLogTest {
  @TempDir private Path folder;

  @Test
  void theTotalComesFirstAndItsTermsInTheOrderOfTheFile() throws IOException {
    TrainingLog log =
        log(
            "{\"iteration\":1,\"ce\":0.5,\"loss\":3.0,\"dice\":0.6,\"aux\":1.9,\"pse\":null,\"consis\":0.1,"
                + "\"lr\":0.01,\"images_per_second\":4.5,\"skipped\":\"NaN\",\"cases\":[\"a\"]}");

    TrainingLog.Step step = log.steps().get(0);
    assertThat(step.losses().keySet())
        .containsExactly("loss", "ce", "dice", "aux", "pse", "consis");
    assertThat(step.losses().get("pse")).isNaN();
    assertThat(step.learningRate()).isEqualTo(0.01);
    assertThat(step.imagesPerSecond()).isEqualTo(4.5);
    assertThat(step.validation()).isEmpty();
  }

  @Test
  void whatIsMissingIsNotANumber() throws IOException {
    TrainingLog log =
        log(
            "{\"iteration\":1,\"loss\":null}",
            "{\"iteration\":2,\"loss\":1,\"val_dice\":{\"mean\":0.25,\"per_class\":[0.5,null]}}");

    assertThat(log.steps().get(0).loss()).isNaN();
    assertThat(log.steps().get(0).learningRate()).isNaN();
    assertThat(log.validated())
        .singleElement()
        .extracting(step -> step.validation().orElseThrow())
        .isEqualTo(new TrainingLog.Validation(0.25, List.of(0.5, Double.NaN)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"iteration\":1}",
        "{\"loss\":1.0}",
        "{\"iteration\":1.5,\"loss\":1.0}",
        "{\"iteration\":\"1\",\"loss\":1.0}",
        "{\"iteration\":1,\"loss\":\"low\"}",
        "{\"iteration\":1,\"lo",
        "null",
        ""
      })
  void aLineThatIsNoStepIsNamed(String line) {
    assertThatThrownBy(() -> log(line, "{\"iteration\":2,\"loss\":1.0}"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("metrics.jsonl, line 1, is not what a training logs");
  }

  private TrainingLog log(String... lines) throws IOException {
    Files.writeString(folder.resolve("metrics.jsonl"), String.join("\n", lines));
    return TrainingLog.read(folder);
  }
}
