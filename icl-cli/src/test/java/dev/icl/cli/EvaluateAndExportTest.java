package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;

/** Networks of trainings, scored and exported. */
class EvaluateAndExportTest extends TrainingFolder {
  /** Networks of plugins may have no levels. */
  @Test
  void aNetworkWithoutDivisorsTakesAnySize() {
    assertThat(ExportCommand.sizes(List.of(1, 1))).isEqualTo("images of any size");
    assertThat(ExportCommand.sizes(List.of(1, 8, 8))).endsWith("multiples of 1×8×8");
  }

  @Test
  void anEvaluationScoresTheBestNetworkAsTheTrainingDid() throws IOException {
    new Cli(folder)
        .trainUntilEveryClassIsFound(
            "run",
            "--set",
            "data={labeled: 4, phantom_patients: 4, phantom_validation: 2, augment: none}");
    Path out = folder.resolve("evaluation");

    Outcome outcome = evaluateBest("--out", out.toString());

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

  @Test
  void patientsOfOneNameOfTwoPhantomsAreNotCompared() throws IOException {
    train("run", "--set", "train.iterations=1");
    Path here = folder.resolve("here");
    Path again = folder.resolve("again");
    Path there = folder.resolve("there");

    evaluateBest("--out", here.toString());
    evaluateBest("--out", again.toString());
    Outcome other = evaluateBest("--out", there.toString(), "--set", "data.phantom_seed=7");

    assertThat(other.err()).isEmpty();
    List<String> lines = Files.readAllLines(here.resolve("cases.csv"));
    assertThat(lines.subList(1, lines.size()))
        .hasSize(2 * 3)
        .allMatch(line -> line.matches(".*,[0-9a-f]{16}"));
    assertThat(new Cli(folder).run("compare", here.toString(), again.toString()).code()).isZero();
    assertThat(new Cli(folder).run("compare", here.toString(), there.toString()))
        .isEqualTo(
            new Outcome(
                2,
                "",
                here
                    + " and "
                    + there
                    + " were scored against different reference label maps in 2 of 2 common cases,"
                    + " such as "
                    + lines.get(1).split(",")[0]
                    + ", so these are other scans or other label maps; compare evaluations of the same data.\n"));
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
        evaluateBest("--empty-masks", "authors", "--tolerance", "0.5", "--out", out.toString());

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

  /** The results of the files are compared in {@code PortableNetworksTest}. */
  @ParameterizedTest
  @ValueSource(strings = {"onnx", "torchscript"})
  void filesForOtherProgramsTellWhatTheyTake(String format) throws IOException {
    train("run", "--set", "train.iterations=1");
    Path file = folder.resolve("model");

    Outcome outcome = export(file, "--format", format);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo(
            "The model is in " + file + "; it takes images whose sizes are multiples of 8×8.\n");
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .contains("icl.json", "\"class_names\" : [ \"background\", \"RV\", \"Myo\", \"LV\" ]");
  }

  @Test
  void aFormatThatThereIsNotIsRefusedWithThoseThatThereAre() {
    train("run", "--set", "train.iterations=1");

    Outcome outcome = export(folder.resolve("model"), "--format", "onxx");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "--format: there is no format 'onxx'; available: saved-model, onnx, torchscript,"
                + " bioimageio, pytorch; did you mean 'onnx'?\n");
  }

  @Test
  void aLicenceThatNoFileWouldKeepIsRefused() throws IOException {
    train("run");

    Outcome outcome = export(folder.resolve("model"), "--format", "onnx", "--license", "MIT");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "--name, --author and --license are kept in packages for BioImage.IO alone: leave them"
                + " out, or add --format bioimageio.\n");
    assertThat(folder.resolve("model")).doesNotExist();
  }

  @Test
  void anEvaluationLeavesTheFilesOfATrainingAlone() throws IOException {
    train("run");
    String summary = Files.readString(run("summary.json"));

    Outcome outcome = evaluateBest("--out", run("").toString());

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
            "--out: " + folder.resolve("run") + " exists already; name one that does not.\n");
  }

  private Outcome export(Path out, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "export",
                "--checkpoint",
                run("checkpoints/best.safetensors").toString(),
                "--out",
                out.toString()));
    arguments.addAll(List.of(options));
    return new Cli(folder).run(arguments.toArray(String[]::new));
  }

  private Outcome evaluateBest(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("evaluate", "--checkpoint", run("checkpoints/best.safetensors").toString()));
    arguments.addAll(List.of(options));
    return new Cli(folder).run(arguments.toArray(String[]::new));
  }
}
