package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TrainAndEvaluateTest extends TrainingFolder {
  @Test
  void aTrainingLeavesEveryFileOfTheContract() throws IOException {
    Outcome outcome = train("run");

    assertThat(outcome.err()).contains("2/2", "validation Dice");
    assertThat(outcome.out()).contains("Trained icl for 2 iterations on pytorch cpu", "RV ", "LV ");
    assertThat(outcome.code()).isZero();
    assertThat(Files.readAllLines(run("metrics.jsonl"))).hasSize(2);
    assertThat(Files.readString(run("config.yaml"))).contains("iterations: 2");
    assertThat(run("checkpoints/last.safetensors")).isNotEmptyFile();
    assertThat(run("checkpoints/best.safetensors")).isNotEmptyFile();
    assertThat(run("checkpoints/final.safetensors")).isNotEmptyFile();
    // as small as the best one, up to a fact in its header
    assertThat(Files.size(run("checkpoints/final.safetensors")))
        .isLessThanOrEqualTo(Files.size(run("checkpoints/best.safetensors")));
    assertThat(run("report.html"))
        .content()
        .contains("<figcaption>Validation Dice</figcaption>", "Validation case validation001")
        .contains("data:image/jpeg;base64,");
    JsonNode summary = JSON.readTree(run("summary.json").toFile());
    assertThat(summary.fieldNames())
        .toIterable()
        .contains(
            "engine",
            "device",
            "method",
            "iterations",
            "seconds",
            "images_per_second",
            "peak_rss_mb",
            "dice",
            "parameters");
    assertThat(summary.at("/dice/per_class")).hasSize(3);
    assertThat(summary.at("/parameters/training").asLong())
        .isGreaterThan(summary.at("/parameters/backbone").asLong());
  }

  @Test
  void aTrainingIsNotOverwrittenButGoesOn() throws IOException {
    train("run");

    Outcome again = train("run");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).hasLineCount(1).contains("already holds a training", "--resume");

    Outcome resumed =
        new Cli(folder)
            .run("train", "--resume", "--out", run("").toString(), "--set", "train.iterations=3");
    assertThat(resumed.err()).contains("3/3").doesNotContain("2/3");
    assertThat(resumed.code()).isZero();
    assertThat(Files.readAllLines(run("metrics.jsonl"))).hasSize(3);
  }

  @Test
  void aTrainingDoesNotGoOnWithOtherScans() throws IOException {
    train("run");

    Outcome resumed =
        new Cli(folder)
            .run("train", "--resume", "--out", run("").toString(), "--set", "data.phantom_seed=7");

    assertThat(resumed.code()).isEqualTo(2);
    assertThat(resumed.err())
        .hasLineCount(1)
        .contains("cannot change: data.phantom_seed was 2023 and is now 7", "start anew");
  }

  @Test
  void whatATrainingWentOnWithIsInItsFolderAndNothingElseIs() throws IOException {
    train("run");
    String[] faster = {"--resume", "--set", "train={iterations: 3, learning_rate: 0.02}"};
    String before = Files.readString(run("config.yaml"));

    Outcome refused = train("run", faster);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .hasLineCount(1)
        .contains("train.learning_rate was 0.01 and is now 0.02", "--allow-changes")
        .doesNotContain("train.iterations was");
    assertThat(run("config.yaml")).hasContent(before);

    Outcome allowed = train("run", faster[0], faster[1], faster[2], "--allow-changes");
    assertThat(allowed.code()).as(allowed.err()).isZero();
    Outcome longer =
        new Cli(folder)
            .run("train", "--resume", "--out", run("").toString(), "--set", "train.iterations=4");
    assertThat(longer.code()).as(longer.err()).isZero();
    assertThat(run("config.yaml"))
        .content()
        .endsWith(
            """
            history:
              - from_iteration: 2
                changes:
                  train.iterations: {was: 2, now: 3}
                  train.learning_rate: {was: 0.01, now: 0.02}
              - from_iteration: 3
                changes:
                  train.iterations: {was: 3, now: 4}
            """);
    Outcome evaluated =
        new Cli(folder)
            .run("evaluate", "--checkpoint", run("checkpoints/last.safetensors").toString());
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
  }

  @Test
  void aTrainingThatIsPastItsNewEndIsRefusedAndNotSaidToGoOn() throws IOException {
    train("run");
    String before = Files.readString(run("config.yaml"));

    Outcome refused = train("run", "--resume", "--allow-changes", "--set", "train={iterations: 1}");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("last.safetensors").doesNotContain("From iteration");
    assertThat(run("config.yaml")).hasContent(before);
  }

  @Test
  void changesAreAllowedToATrainingThatGoesOnAlone() {
    Outcome outcome = train("run", "--allow-changes");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).hasLineCount(1).contains("add --resume");
  }

  @Test
  void thereIsNothingToResumeInAnEmptyFolder() {
    Outcome outcome = new Cli(folder).run("train", "--resume", "--out", folder.toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).hasLineCount(1).startsWith("--resume: there is no ");
  }

  @Test
  void aMistypedFolderStartsNothing() {
    Outcome outcome = new Cli(folder).run("train", "--resume", "--out", run("").toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).hasLineCount(1).contains("say with --config what to start there");
    assertThat(run("")).doesNotExist();
  }

  @Test
  void oneCommandStartsGoesOnAndFindsNothingLeftToDo() throws IOException {
    Path config = Files.writeString(folder.resolve("mine.yaml"), "train: {validate_every: 1}\n");
    String[] command = {"--resume", "--config", config.toString()};

    Outcome first = train("run", command);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err())
        .contains("run holds no checkpoint yet: the training begins at its start");

    // as if it had been killed before the summary was written
    byte[] last = Files.readAllBytes(run("checkpoints/last.safetensors"));
    Files.delete(run("summary.json"));
    Outcome second = train("run", command);
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.err()).contains("2/2").doesNotContain("holds no checkpoint");
    assertThat(run("checkpoints/last.safetensors")).hasBinaryContent(last);
    assertThat(run("checkpoints/last-complete.safetensors")).doesNotExist();

    Files.delete(run("report.html"));
    Outcome third = train("run", command);
    assertThat(third.code()).as(third.err()).isZero();
    assertThat(third.err())
        .hasLineCount(1)
        .contains("holds a finished training, iteration 2 of 2: nothing is left");
    assertThat(run("checkpoints/last.safetensors")).hasBinaryContent(last);
    assertThat(run("report.html")).exists();
  }
}
