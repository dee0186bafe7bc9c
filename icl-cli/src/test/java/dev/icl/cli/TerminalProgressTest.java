package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that somebody watches, each in a JVM of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are sent with kill")
class TerminalProgressTest {
  private static final int TERMINATED = 128 + 15;
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[\\d+m");

  @TempDir Path temporary;

  @Test
  void theFactsComeAsTheyAreKnownAndTheLastLineIsEnded() throws IOException, InterruptedException {
    try (TrainingProcess training =
        TrainingProcess.startOnTerminal(
            temporary.resolve("run"),
            "TERM",
            "CheckpointFolder.saveBest",
            "--set",
            "train={validate_every: 10, iterations: 100000}")) {
      assertThat(training.exitCode()).as(training.text()).isEqualTo(1);

      String text = training.text();
      assertThat(text)
          .containsSubsequence(
              "Training icl with unet2d on phantom data for 100000 iterations on pytorch.\n",
              "Data: 2 patients, 1 of them labelled: ",
              "Engine: pytorch ",
              "Estimate: about ",
              "\r\u001b[K",
              "SIGTERM: finishing the step and saving the state; a second signal",
              "Stopped after iteration ")
          .endsWith("\n");
      assertThat(
              Arrays.stream(text.split("[\r\n]+|SIGTERM in"))
                  .filter(line -> line.contains("images/s") && !line.contains("validation")))
          .isNotEmpty()
          .allSatisfy(
              line -> {
                assertThat(line).contains("\u001b[1m");
                assertThat(COLOURS.matcher(line.replace("\u001b[K", "")).replaceAll(""))
                    .hasSizeLessThan(120);
              });
    }
  }

  @Test
  void aSignalBeforeTheFirstStepEndsTheLineAndTheProcess()
      throws IOException, InterruptedException {
    try (TrainingProcess training =
        TrainingProcess.startOnTerminal(
            temporary.resolve("run"), "TERM", "PtNativeLibrary.load", "--quiet")) {
      assertThat(training.exitCode()).as(training.text()).isEqualTo(TERMINATED);

      assertThat(training.text()).isEqualTo("SIGTERM in PtNativeLibrary.load\n\n");
    }
  }
}
