package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.training.PhantomFolder;
import dev.icl.core.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIGTERM in the midst of what a training does, each time in a JVM of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no such signals")
class SignalMomentsTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({
    "DatasetValidator.validate, pytorch",
    "CheckpointFolder.saveBest, pytorch",
    "CheckpointFolder.saveLast, tensorflow",
    "Trace.<init>, tensorflow"
  })
  void onceStepsAreMadeTheTrainingEndsWithAllOfThemSaved(String method, String engine)
      throws IOException, InterruptedException {
    Path run = temporary.resolve("run");
    try (TrainingProcess training =
        TrainingProcess.startSignalled(
            run,
            "TERM",
            method,
            "--set",
            "engine=" + engine,
            "--set",
            "train={validate_every: 2, iterations: 100000}")) {
      assertThat(training.exitCode()).as(training.text()).isEqualTo(1);

      int steps = Files.readAllLines(run.resolve("metrics.jsonl")).size();
      // how soon the JVM hands the signal on is its own affair
      assertThat(steps).isBetween(1, 99_999);
      assertThat(training.text())
          .contains(
              "SIGTERM in " + method,
              "SIGTERM: finishing the step",
              "Stopped after iteration %d of 100000; the state is saved".formatted(steps));
      try (Checkpoint last = Checkpoint.open(run.resolve("checkpoints/last.safetensors"))) {
        assertThat(last.info().iteration()).isEqualTo(steps);
      }
      assertNothingHalfWritten();
    }
    try (TrainingProcess resumed =
        TrainingProcess.start(
            run,
            "--resume",
            "--allow-changes",
            "--set",
            "engine=" + engine,
            "--set",
            "train.iterations=5")) {
      assertThat(resumed.exitCode()).as(resumed.text()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VolumeDataset.readAll, pytorch",
    "PtNativeLibrary.load, pytorch",
    "TfNativeLibrary.load, tensorflow"
  })
  void beforeThatTheSystemEndsItAtOnceAndNothingIsLeft(String method, String engine)
      throws IOException, InterruptedException {
    new PhantomFolder(temporary.resolve("scans")).write(3, 2);
    Path split = temporary.resolve("split.yaml");
    Files.writeString(split, "labeled: [case01]\nunlabeled: [case03]\nvalidation: [case02]\n");
    Path run = temporary.resolve("run");
    try (TrainingProcess training =
        TrainingProcess.startSignalled(
            run,
            "TERM",
            method,
            "--set",
            "engine=" + engine,
            "--set",
            "data={name: folder, root: '%s', split: '%s', classes: [background, RV, Myo, LV]}"
                .formatted(temporary.resolve("scans"), split))) {
      assertThat(training.exitCode()).as(training.text()).isEqualTo(TERMINATED);

      assertThat(training.text()).contains("SIGTERM in " + method).doesNotContain("loss");
      assertThat(run).doesNotExist();
      assertNothingHalfWritten();
    }
  }

  private void assertNothingHalfWritten() throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .noneMatch(
              name ->
                  name.startsWith(".writing")
                      || name.startsWith("next")
                      || name.startsWith("jvm-crash"));
    }
  }
}
