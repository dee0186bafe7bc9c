package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The system begins to refuse what a training writes, as a full disk or a quota does. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "prlimit belongs to Linux")
class FileLimitTest {
  @TempDir Path temporary;

  @Test
  void aCheckpointThatCannotBeWrittenEndsTheTrainingAndTheLastOneServes()
      throws IOException, InterruptedException {
    Path whole = temporary.resolve("whole");
    try (TrainingProcess undisturbed = TrainingProcess.start(whole)) {
      assertThat(undisturbed.exitCode()).as(undisturbed.text()).isZero();
    }
    Path run = temporary.resolve("run");
    Path last = run.resolve("checkpoints/last.safetensors");
    try (TrainingProcess training = TrainingProcess.start(run)) {
      training.awaitSteps(3);
      assumeTrue(limitFiles(training.pid(), 10_000), "prlimit is missing");

      assertThat(training.exitCode()).as(training.text()).isEqualTo(2);
      assertThat(training.text().lines().toList())
          .last()
          .asString()
          .matches(
              ".*/checkpoints/(next|best)\\.safetensors cannot be written: File too large; check"
                  + " the folder's permissions and free space\\.");
      assertThat(last).exists();
      try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
        assertThat(files.map(f -> f.getFileName().toString()))
            .noneMatch(name -> name.startsWith(".writing") || name.startsWith("next"));
      }
    }
    try (TrainingProcess resumed = TrainingProcess.start(run, "--resume")) {
      assertThat(resumed.exitCode()).as(resumed.text()).isZero();
    }

    assertThat(last).hasSameBinaryContentAs(whole.resolve("checkpoints/last.safetensors"));
  }

  /** Forbids a process to write behind a number of bytes of any file. */
  private static boolean limitFiles(long process, int bytes)
      throws IOException, InterruptedException {
    try {
      return new ProcessBuilder("prlimit", "--pid", Long.toString(process), "--fsize=" + bytes)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
