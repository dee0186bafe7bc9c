package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.icl.app.training.PhantomFolder;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that are stopped, killed and started twice, each in a JVM of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are sent with kill")
class InterruptedTrainingTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({"TERM, pytorch", "TERM, tensorflow", "INT, pytorch", "HUP, tensorflow"})
  void aSignalSavesTheStateAndTellsHowToGoOn(String signal, String engine)
      throws IOException, InterruptedException {
    assumeTrue(
        signal.equals("TERM") || TrainingProcess.canRestoreSignals(),
        "without env --default-signal, processes in the background ignore it");
    Path run = temporary.resolve("run");
    try (TrainingProcess training =
        // long enough not to end by itself
        TrainingProcess.start(
            run, "--set", "train.iterations=100000", "--set", "engine=" + engine)) {
      int code = training.awaitSteps(3).signal(signal).exitCode();

      assertThat(code).as(training.text()).isEqualTo(1);
      int steps = Files.readAllLines(run.resolve("metrics.jsonl")).size();
      assertThat(training.text())
          .contains(
              "SIG"
                  + signal
                  + ": finishing the step and saving the state; a second signal ends at once, without that.",
              "Stopped after iteration %d of 100000; the state is saved. To continue: icl train --resume --out %s"
                  .formatted(steps, run));
      assertThat(iterationOf(run)).isEqualTo(steps);
      assertThat(run.resolve("summary.json")).doesNotExist();
      assertNoJvmCrash();
    }
  }

  @Test
  void aSecondSignalStopsAtOnce() throws IOException, InterruptedException {
    try (TrainingProcess training =
        // steps that take a while
        TrainingProcess.start(
            temporary.resolve("run"),
            "--set",
            "method.name=supervised",
            "--set",
            "train={patch: [256, 256], labeled_batch: 4, unlabeled_batch: 0}",
            "--set",
            "network={channels: [16, 16, 32, 32]}")) {
      training.awaitSteps(1).signal("TERM").await("SIGTERM: ").signal("TERM");

      assertThat(training.exitCode()).as(training.text()).isEqualTo(128 + 15);
      assertThat(training.text()).doesNotContain("Stopped after");
      assertNoJvmCrash();
    }
  }

  @Test
  void twoTrainingsInOneFolderAreRefusedUntilTheFirstIsGone()
      throws IOException, InterruptedException {
    Path run = temporary.resolve("run");
    try (TrainingProcess first = TrainingProcess.start(run)) {
      first.awaitSteps(2);
      for (List<String> more : List.of(List.<String>of(), List.of("--resume"))) {
        try (TrainingProcess second = TrainingProcess.start(run, more.toArray(String[]::new))) {
          assertThat(second.exitCode()).isEqualTo(2);
          assertThat(second.text())
              .isEqualTo(
                  "--out: another training (process %d) writes to %s now; name another folder, or wait for its end.%n"
                      .formatted(first.pid(), run));
        }
      }
      first.signal("KILL");
      assertThat(first.exitCode()).isEqualTo(128 + 9);
    }

    try (TrainingProcess third = TrainingProcess.start(run, "--resume")) {
      assertThat(third.exitCode()).as(third.text()).isZero();
    }
  }

  @Test
  void aTrainingKilledAtRandomMomentsEndsAsIfItHadNotBeen()
      throws IOException, InterruptedException {
    requireEqualEnds(4);
  }

  /** Volumes of two channels. */
  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void aTrainingOnVolumesKilledAtRandomMomentsEndsAsIfItHadNotBeen(String engine)
      throws IOException, InterruptedException {
    new PhantomFolder(temporary.resolve("scans")).writeTwoChannels(3, 2);

    requireEqualEnds(
        2,
        "--set",
        "engine=" + engine,
        "--set",
        "method={heads: [2, 1, 1]}",
        "--set",
        "network={name: unet3d, channels: [2, 2, 2, 2, 2], dropout: [0.1, 0.1]}",
        "--set",
        "data={name: folder, root: '%s', channels: [bright, dark], augment: brats,"
                .formatted(temporary.resolve("scans"))
            + " validation_patients: 1, classes: [background, RV, Myo, LV]}",
        "--set",
        "train.patch=[16, 32, 32]");
  }

  private void requireEqualEnds(int kills, String... settings)
      throws IOException, InterruptedException {
    Path whole = temporary.resolve("whole");
    try (TrainingProcess undisturbed = TrainingProcess.start(whole, settings)) {
      assertThat(undisturbed.exitCode()).as(undisturbed.text()).isZero();
    }
    Path run = temporary.resolve("run");
    UniformRandomProvider random = RandomKey.of(3).child("kills").generator();

    for (int kill = 0; kill < kills; kill++) {
      try (TrainingProcess training = start(run, settings)) {
        int steps = random.nextInt(12);
        if (!training.endsWithin(random.nextInt(400)) && kill > 0) {
          training.awaitSteps(steps + (Files.exists(last(run)) ? iterationOf(run) : 0));
          training.endsWithin(random.nextInt(100));
        }
        training.signal("KILL");
        assertThat(training.exitCode()).as(training.text()).isEqualTo(128 + 9);
      }
    }
    try (TrainingProcess training = start(run, settings)) {
      assertThat(training.exitCode()).as(training.text()).isZero();
    }

    for (String file : List.of("last.safetensors", "final.safetensors", "best.safetensors")) {
      assertThat(run.resolve("checkpoints").resolve(file))
          .hasSameBinaryContentAs(whole.resolve("checkpoints").resolve(file));
    }
    assertThat(Files.readAllLines(run.resolve("metrics.jsonl")))
        .hasSize(TrainingProcess.ITERATIONS);
    try (Stream<Path> files = Files.walk(run)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".writing") || name.startsWith("next"));
    }
  }

  /** What someone would do who knows no more than that the training was killed. */
  private static TrainingProcess start(Path run, String... settings)
      throws IOException, InterruptedException {
    List<String> more = new ArrayList<>(List.of(settings));
    if (Files.exists(run.resolve("config.yaml"))) {
      more.add("--resume");
    }
    return TrainingProcess.start(run, more.toArray(String[]::new));
  }

  private static Path last(Path run) {
    return run.resolve("checkpoints").resolve("last.safetensors");
  }

  private static int iterationOf(Path run) {
    try (Checkpoint checkpoint = Checkpoint.open(last(run))) {
      return checkpoint.info().iteration();
    }
  }

  private void assertNoJvmCrash() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .noneMatch(name -> name.startsWith("jvm-crash"));
    }
  }
}
