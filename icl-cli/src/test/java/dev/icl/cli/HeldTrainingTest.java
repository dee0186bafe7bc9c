package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Folders of trainings from which somebody, or a kill, took files. */
class HeldTrainingTest extends TrainingFolder {
  @Test
  void aFinishedTrainingWithoutItsCheckpointsIsNotOverwritten() throws IOException {
    train("run", "--set", "train.validate_every=1");
    delete("checkpoints/last.safetensors", "checkpoints/last-1.safetensors");
    Map<String, Long> before = files();

    Outcome anew = train("run");
    Outcome longer =
        new Cli(folder)
            .run("train", "--resume", "--out", run("").toString(), "--set", "train.iterations=4");
    Outcome withConfig = train("run", "--resume", "--config", run("config.yaml").toString());
    Outcome same = new Cli(folder).run("train", "--resume", "--out", run("").toString());

    assertThat(anew.code()).isEqualTo(2);
    assertThat(anew.err())
        .hasLineCount(1)
        .contains("already holds a training, without a checkpoint", "final.safetensors");
    assertThat(longer.code()).isEqualTo(2);
    assertThat(longer.err())
        .contains("there is no " + run("checkpoints/last.safetensors") + " to continue from")
        .contains("would replace checkpoints/final.safetensors, checkpoints/best.safetensors")
        .doesNotContain("begins at its start");
    assertThat(List.of(withConfig, same))
        .allSatisfy(
            outcome -> {
              assertThat(outcome.code()).isZero();
              assertThat(outcome.err()).contains("nothing is left to do");
            });
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void anInterruptedTrainingWithoutItsCheckpointsDoesNotBeginAgain() throws IOException {
    train("run", "--set", "train={iterations: 3, validate_every: 1}");
    delete("checkpoints/last.safetensors", "checkpoints/last-1.safetensors");
    delete("checkpoints/final.safetensors", "summary.json");
    Map<String, Long> before = files();

    Outcome resumed = new Cli(folder).run("train", "--resume", "--out", run("").toString());

    assertThat(resumed.code()).isEqualTo(2);
    assertThat(resumed.err()).contains("would replace checkpoints/best.safetensors");
    assertThat(files()).isEqualTo(before);
  }

  /** The one validation was at the end, and wrote best and final before the process was killed. */
  @Test
  void aTrainingThatWasKilledBeforeItsFirstCheckpointBeginsAgain() throws IOException {
    train("run");
    byte[] network = Files.readAllBytes(run("checkpoints/final.safetensors"));
    delete("checkpoints/last.safetensors", "summary.json");

    Outcome resumed = new Cli(folder).run("train", "--resume", "--out", run("").toString());

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("holds no checkpoint yet: the training begins at its start");
    assertThat(run("checkpoints/final.safetensors")).hasBinaryContent(network);
    assertThat(run("summary.json")).exists();
  }

  private void delete(String... files) throws IOException {
    for (String file : files) {
      Files.delete(run(file));
    }
  }

  /** The time of every file but the lock, by its name. */
  private Map<String, Long> files() throws IOException {
    try (Stream<Path> all = Files.walk(run(""))) {
      Map<String, Long> times = new TreeMap<>();
      for (Path file :
          all.filter(Files::isRegularFile).filter(f -> !f.endsWith(".lock")).toList()) {
        times.put(file.toString(), Files.getLastModifiedTime(file).toMillis());
      }
      return times;
    }
  }
}
