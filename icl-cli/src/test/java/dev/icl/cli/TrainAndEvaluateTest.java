package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;

class TrainAndEvaluateTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

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
    assertThat(run("report.html")).content().contains("<figcaption>Validation Dice</figcaption>");
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
        .contains("at its end, iteration 2 of 2: nothing is left");
    assertThat(run("checkpoints/last.safetensors")).hasBinaryContent(last);
    assertThat(run("report.html")).exists();
  }

  @Test
  void anEvaluationScoresTheBestNetworkAsTheTrainingDid() throws IOException {
    new Cli(folder)
        .trainUntilEveryClassIsFound(
            "run",
            "--set",
            "data={labeled: 4, phantom_patients: 4, phantom_validation: 2, augment: none}");
    Path out = folder.resolve("evaluation");

    Outcome outcome =
        new Cli(folder)
            .run(
                "evaluate",
                "--checkpoint",
                run("checkpoints/best.safetensors").toString(),
                "--out",
                out.toString());

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("Dice of 2 cases of 2 patients: mean ", "RV ", "Myo ", "LV ")
        .contains("HD95 in voxels: mean ", "ASD in voxels: mean ");
    assertThat(Files.readAllLines(out.resolve("cases.csv")))
        .hasSize(1 + 2 * 3)
        .first()
        .asString()
        .startsWith("case,patient,class,dice,jaccard,precision,recall,hd_voxel,hd95_voxel,");
    JsonNode evaluated = JSON.readTree(out.resolve("summary.json").toFile());
    JsonNode trained = JSON.readTree(run("summary.json").toFile());
    assertThat(trained.at("/dice/per_class"))
        .hasSize(3)
        .allSatisfy(dice -> assertThat(dice.asDouble()).isBetween(0.05, 0.95));
    assertThat(evaluated.get("dice")).isEqualTo(trained.get("dice"));
    assertThat(evaluated.get("parameters")).isEqualTo(trained.get("parameters"));
    assertThat(evaluated.at("/hd95/unit").asText()).isEqualTo("voxel");
    assertThat(evaluated.at("/asd/per_class")).hasSize(3);
    assertThat(evaluated.at("/jaccard/mean").asDouble())
        .isLessThan(evaluated.at("/dice/mean").asDouble());
    assertThat(evaluated.get("empty_masks").asText()).isEqualTo("strict");
    assertThat(evaluated.at("/metrics/hd95_mm/unit").asText()).isEqualTo("mm");
    assertThat(evaluated.at("/metrics/dice/classes/RV/cases").asInt()).isEqualTo(2);
    assertThat(evaluated.at("/metrics/dice/case_means/ci95")).hasSize(2);

    Path other = Files.createDirectory(folder.resolve("other"));
    for (String file : List.of("cases.csv", "summary.json", "config.yaml")) {
      Files.copy(out.resolve(file), other.resolve(file));
    }
    Outcome compared = new Cli(folder).run("compare", out.toString(), other.toString());
    assertThat(compared.out())
        .contains("2 cases of 2 patients in both", "No difference in dice is shown");
  }

  /** Also of a training that an earlier version made, which left no final network. */
  @Test
  void ofATrainingsFolderTheNetworkAfterTheLastIterationIsTaken() throws IOException {
    train("run");

    Outcome outcome = new Cli(folder).run("evaluate", "--checkpoint", run("").toString());
    Files.delete(run("checkpoints/final.safetensors"));
    Outcome earlier = new Cli(folder).run("evaluate", "--checkpoint", run("").toString());

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("Dice of 2 cases of 2 patients: mean ");
    assertThat(earlier.out()).isEqualTo(outcome.out());
    assertThat(earlier.err())
        .hasLineCount(1)
        .contains("final.safetensors is not there", "last.safetensors is taken.");
    assertThat(earlier.code()).isZero();
  }

  @Test
  void anEvaluationTakesTheAuthorsConventionWhenAskedTo() throws IOException {
    train("run", "--set", "train.iterations=1");
    Path out = folder.resolve("evaluation");

    Outcome outcome =
        new Cli(folder)
            .run(
                "evaluate",
                "--checkpoint",
                run("checkpoints/best.safetensors").toString(),
                "--empty-masks",
                "authors",
                "--tolerance",
                "0.5",
                "--out",
                out.toString());

    assertThat(outcome.err()).isEmpty();
    JsonNode summary = JSON.readTree(out.resolve("summary.json").toFile());
    assertThat(summary.get("empty_masks").asText()).isEqualTo("authors");
    assertThat(summary.get("nsd_tolerance_mm").asDouble()).isEqualTo(0.5);
  }

  @Test
  void anExportedModelRunsWithoutThisProgramAndSegmentsAsTheNetworkDid() {
    train("run");
    Path model = folder.resolve("model");

    Outcome outcome = export(model);

    assertThat(outcome).isEqualTo(new Outcome(0, "The model is in " + model + ".\n", ""));
    assertThat(model.resolve("assets.extra/icl.json"))
        .content()
        .contains("\"class_names\" : [ \"background\", \"RV\", \"Myo\", \"LV\" ]");
    assertThat(model.resolve("assets.extra/config.yaml")).content().contains("iterations: 2");
    try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve");
        TFloat32 images =
            TFloat32.tensorOf(
                org.tensorflow.ndarray.Shape.of(3, 16, 16, 1),
                data ->
                    data.scalars().forEachIndexed((at, x) -> x.setFloat(at[1] * at[2] / 225f)));
        Result result = bundle.function("serving_default").call(Map.of("images", images))) {
      assertThat(result.get("logits").orElseThrow().shape().asArray())
          .containsExactly(3, 16, 16, 4);
      assertThat(result.get("labels").orElseThrow().shape().asArray()).containsExactly(3, 16, 16);
    }
  }

  @Test
  void anEvaluationLeavesTheFilesOfATrainingAlone() throws IOException {
    train("run");
    String summary = Files.readString(run("summary.json"));

    Outcome outcome =
        new Cli(folder)
            .run(
                "evaluate",
                "--checkpoint",
                run("checkpoints/best.safetensors").toString(),
                "--out",
                run("").toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "--out: " + run("") + " holds a training, whose files stay; name another folder.\n");
    assertThat(run("summary.json")).hasContent(summary);
  }

  @Test
  void theGraphOfANetworkNeedsNoTransposes() throws IOException {
    train("run");
    export(folder.resolve("model"));

    SavedModel model =
        SavedModel.parseFrom(Files.readAllBytes(folder.resolve("model/saved_model.pb")));

    assertThat(model.getMetaGraphs(0).getGraphDef().getNodeList())
        .extracting(NodeDef::getOp)
        .contains("Conv2D", "FusedBatchNormV3", "MaxPool")
        .doesNotContain("Transpose");
  }

  @Test
  void anExportOverwritesNothing() {
    train("run");

    Outcome outcome = export(folder.resolve("run"));

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "--out: " + folder.resolve("run") + " exists already; name a folder that does not.\n");
  }

  private Outcome export(Path out) {
    return new Cli(folder)
        .run(
            "export",
            "--checkpoint",
            run("checkpoints/best.safetensors").toString(),
            "--out",
            out.toString());
  }

  private Path run(String file) {
    return folder.resolve("run").resolve(file);
  }

  private Outcome train(String out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--set", "data={labeled: 1, phantom_patients: 2, phantom_validation: 2}"));
    arguments.addAll(List.of(more));
    return new Cli(folder).train(out, arguments.toArray(String[]::new));
  }
}
