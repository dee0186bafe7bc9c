package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cross-validation from the command line, on three labelled scans and an unlabelled one. */
class FoldsCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @BeforeEach
  void scans() {
    TinyScans scans = new TinyScans(folder.resolve("scans"));
    for (String name : List.of("a", "b", "c")) {
      scans.image("images/" + name + ".nii.gz").label("labels/" + name + ".nii.gz", 1, 1, 0, 1);
    }
    scans.image("images/d.nii.gz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void everyPatientIsScoredByTheNetworkThatHasNotSeenIt(String engine) throws IOException {
    Outcome trained = train("--folds", "3", "--set", "engine=" + engine);

    assertThat(trained.err()).doesNotContain("unexpected");
    assertThat(trained.code()).isZero();
    JsonNode summary = json("cv/summary.json");
    assertThat(summary.get("folds").asInt()).isEqualTo(3);
    assertThat(summary.get("patients").asInt()).isEqualTo(3);
    assertThat(summary.at("/dice/per_class")).hasSize(1);
    assertThat(summary.at("/over_folds/dice/mean").asDouble()).isBetween(0.0, 1.0);
    Set<String> patients = new HashSet<>();
    summary.get("by_fold").forEach(fold -> patients.add(fold.at("/patients/0").asText()));
    assertThat(patients).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(folder.resolve("cv/fold-2/evaluation/cases.csv")).exists();

    Outcome scored = icl("evaluate", "--checkpoint", "cv", "--out", "scores");
    assertThat(scored.err()).isEmpty();
    assertThat(scored.out()).contains("Scored on the validation cases of every fold");
    assertThat(json("scores/summary.json").get("split").asText()).isEqualTo("out-of-fold");
    assertThat(json("scores/summary.json").at("/dice")).isEqualTo(summary.at("/dice"));
    assertThat(Files.readAllLines(folder.resolve("scores/cases.csv"))).hasSize(1 + 3);

    Outcome seen =
        icl("evaluate", "--checkpoint", "cv/fold-0", "--checkpoint", "cv/fold-1", "--split", "val");
    assertThat(seen.code()).isEqualTo(2);
    assertThat(seen.err()).hasLineCount(1).contains("the network was trained on");

    Outcome predicted =
        icl("predict", "--checkpoint", "cv", "scans/images/d.nii.gz", "--out", "out");
    assertThat(predicted.code()).isZero();
    assertThat(json("out/predictions.json").get("networks").asInt()).isEqualTo(3);

    Outcome ranked = icl("rank", "--checkpoint", "cv", "--json");
    assertThat(JSON.readTree(ranked.out()).at("/scans/0/case").asText()).isEqualTo("d");
  }

  @Test
  void foldsAreTrainedOneByOneAndWhereTheyAreNotAtTheirEnd() throws IOException {
    Outcome one = train("--folds", "3", "--fold", "1");
    assertThat(one.code()).isZero();
    assertThat(one.out()).contains("1 of 3 folds are at their end");
    assertThat(folder.resolve("cv/summary.json")).doesNotExist();
    Outcome early = icl("predict", "--checkpoint", "cv", "scans/images/d.nii.gz", "--out", "out");
    assertThat(early.code()).isEqualTo(2);
    assertThat(early.err()).contains("fold-0").contains("holds neither");
    byte[] network = Files.readAllBytes(folder.resolve("cv/fold-1/checkpoints/final.safetensors"));

    Outcome again = train("--folds", "3");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("fold-1", "already holds a training");

    Outcome rest = icl("train", "--resume", "--out", "cv");
    assertThat(rest.code()).isZero();
    assertThat(rest.err()).contains("fold-1 holds a finished training");
    assertThat(json("cv/summary.json").get("by_fold")).hasSize(3);
    assertThat(Files.readAllBytes(folder.resolve("cv/fold-1/checkpoints/final.safetensors")))
        .isEqualTo(network);
  }

  @Test
  void foldsOfDifferentLengthsHaveNoScoresTogether() throws IOException {
    assertThat(train("--folds", "3").code()).isZero();
    String before = Files.readString(folder.resolve("cv/summary.json"));

    Outcome one =
        icl("train", "--resume", "--out", "cv", "--fold", "0", "--set", "train.iterations=3");
    Outcome all = icl("train", "--resume", "--out", "cv");

    String sentence = "fold-0 has 3 iterations behind it and fold-1 has 2, so they have no scores";
    assertThat(one.code()).isZero();
    assertThat(one.out()).contains(sentence);
    assertThat(all.code()).isEqualTo(2);
    assertThat(all.err()).contains("--folds: " + sentence, "--set train.iterations=3.");
    assertThat(folder.resolve("cv/summary.json")).hasContent(before);
    Outcome scored = icl("evaluate", "--checkpoint", "cv", "--out", "scores");
    assertThat(scored.code()).isEqualTo(2);
    assertThat(scored.err())
        .contains("of a training of 3 iterations and ", " of one of 2, so they have no scores");

    Outcome longer = icl("train", "--resume", "--out", "cv", "--set", "train.iterations=3");
    assertThat(longer.code()).as(longer.err()).isZero();
    assertThat(json("cv/summary.json").get("iterations").asInt()).isEqualTo(3);
  }

  /** As after a longer training that was stopped. */
  @Test
  void aFoldThatIsNotAtItsNewEndIsOpen() throws IOException {
    assertThat(train("--folds", "2").code()).isZero();
    Path config = folder.resolve("cv/fold-0/config.yaml");
    Files.writeString(config, Files.readString(config).replace("iterations: 2", "iterations: 30"));

    Outcome other = icl("train", "--resume", "--out", "cv", "--fold", "1");

    assertThat(other.code()).isZero();
    assertThat(other.out()).contains("1 of 2 folds are at their end");
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    assertThat(train("--folds", "1").err()).contains("--folds: 1 is out of range");
    assertThat(train("--folds", "3", "--fold", "3").err()).contains("--fold: 3 is none of 3 folds");
    assertThat(train("--fold", "0").err()).contains("--fold: it is one of --folds");
    assertThat(train("--folds", "4").err())
        .contains("data.folds is 4, but only 3 patients are labelled or for validation");
    assertThat(train("--folds", "3", "--set", "data.name=phantom").err())
        .contains("data.folds is 3, but data.name is phantom, which is drawn");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void volumesOfTwoChannelsGoAllTheWay(String engine) throws IOException {
    TinyScans scans = new TinyScans(folder.resolve("two"));
    for (String name : List.of("a", "b", "c")) {
      scans.image("images/" + name + "_0000.nii.gz").image("images/" + name + "_0001.nii.gz");
      scans.label("labels/" + name + ".nii.gz", 1, 1, 0, 1);
    }
    scans.image("images/d_0000.nii.gz").image("images/d_0001.nii.gz");
    assertThat(
            trainTo(
                    "volumes",
                    "--set",
                    "engine=" + engine,
                    "--set",
                    "data={root: two, channels: [bright, dark], labeled: 2}",
                    "--set",
                    "network={name: unet3d, channels: [2, 2, 2, 2, 2], dropout: [0, 0]}",
                    "--set",
                    "train.patch=[16, 16, 16]",
                    "--set",
                    "inference={stride: [8, 8, 16], blend: flat, average: logits}")
                .code())
        .isZero();
    String run = folder.resolve("volumes").toString();

    Outcome scored = icl("evaluate", "--checkpoint", run, "--out", "scores", "--flips");
    Outcome predicted =
        icl(
            "predict",
            "--checkpoint",
            run,
            "two/images",
            "--out",
            "out",
            "--save-probabilities",
            "--uncertainty");
    Outcome ranked = icl("rank", "--checkpoint", run, "--out", "next.json");
    Outcome again = icl("rank", "--checkpoint", run, "--out", "next.json");
    Outcome other = icl("rank", "--checkpoint", run, "two/images", "--set", "data.root=elsewhere");

    assertThat(scored.err()).isEmpty();
    assertThat(json("scores/summary.json").get("inference").toString())
        .contains("\"stride\":[8,8,16]", "\"average\":\"logits\"", "\"flips\":true");
    assertThat(predicted.err()).isEmpty();
    assertThat(predicted.out()).contains("4 segmented");
    assertThat(folder.resolve("out/probabilities/d.nii.gz")).exists();
    assertThat(folder.resolve("out/uncertainty/d.nii.gz")).exists();
    assertThat(ranked.code()).isZero();
    assertThat(json("next.json").at("/scans/0/case").asText()).isEqualTo("d");
    assertThat(json("next.json").at("/scans/0/uncertainty").asDouble()).isBetween(0.0, 1.0);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("next.json exists already");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).startsWith("--set: it names the dataset");
  }

  @Test
  void networksThatReadScansOtherwiseAreRefusedTogether() {
    assertThat(trainTo("one").code()).isZero();
    assertThat(trainTo("two", "--set", "data.preprocess.percentiles=[1, 99]").code()).isZero();
    String image = "scans/images/d.nii.gz";

    for (List<String> command :
        List.of(
            List.of("predict", image, "--out", "out"),
            List.of("evaluate", "--split", "val"),
            List.of("rank", image))) {
      List<String> arguments = new ArrayList<>(command);
      for (String run : List.of("one", "two")) {
        arguments.add("--checkpoint");
        arguments.add(folder.resolve(run).toString());
      }
      Outcome outcome = new Cli(folder).run(arguments.toArray(String[]::new));

      assertThat(outcome.code()).isEqualTo(2);
      assertThat(outcome.err())
          .hasLineCount(1)
          .contains("cannot segment together, since they differ in their preprocessing");
    }
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private Outcome train(String... more) {
    return trainTo("cv", more);
  }

  private Outcome trainTo(String out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--set",
                "method.name=supervised",
                "--set",
                "data={name: folder, root: scans, classes: [background, organ], labeled: 3,"
                    + " augment: none}",
                "--set",
                "train={iterations: 2, labeled_batch: 2, unlabeled_batch: 0, patch: [16, 16]}"));
    arguments.addAll(List.of(more));
    return new Cli(folder).train(out, arguments.toArray(String[]::new));
  }

  private Outcome icl(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith("cv") || arguments[i].equals("scores")) {
        arguments[i] = folder.resolve(arguments[i]).toString();
      }
    }
    return new Cli(folder).run(arguments);
  }

  private JsonNode json(String file) throws IOException {
    return JSON.readTree(folder.resolve(file).toFile());
  }
}
