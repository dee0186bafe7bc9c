package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.app.training.PhantomFolder;
import dev.icl.cli.Cli.Outcome;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From scans in a folder to a scored network, on the command line. */
class FolderTrainingTest {
  private static final String CLASSES = "data.classes=[background, RV, Myo, LV]";

  @TempDir Path folder;

  @Test
  void threeLabelledScansAndOthersWithoutLabelFilesTrainAndAreScored() throws IOException {
    new PhantomFolder(folder.resolve("scans")).write(7, 5);

    Outcome split =
        icl(
            "data",
            "split",
            "scans",
            "--set",
            CLASSES,
            "--out",
            "split.yaml",
            "--labeled",
            "3",
            "--validation",
            "1",
            "--test",
            "1");
    assertThat(split.err()).isEmpty();
    assertThat(split.out()).contains("labeled       3 patients", "unlabeled     2 patients");

    Outcome trained =
        new Cli(folder)
            .trainUntilEveryClassIsFound(
                "run",
                "--set",
                "data={name: folder, root: scans, split: split.yaml}",
                "--set",
                CLASSES);
    assertThat(trained.code()).isZero();
    assertThat(Files.readString(folder.resolve("run/config.yaml")))
        .contains("split: " + folder.resolve("split.yaml"));

    for (String part : List.of("val", "test")) {
      Outcome scored =
          icl(
              "evaluate",
              "--checkpoint",
              folder + "/run/checkpoints/best.safetensors",
              "--split",
              part,
              "--out",
              folder + "/" + part);
      assertThat(scored.err()).isEmpty();
      assertThat(Files.readAllLines(folder.resolve(part + "/cases.csv"))).hasSize(1 + 3);
    }
    JsonNode best = json("run/summary.json").get("dice");
    assertThat(best.get("per_class"))
        .hasSize(3)
        .allSatisfy(dice -> assertThat(dice.asDouble()).isBetween(0.01, 0.95));
    assertThat(json("val/summary.json").get("dice")).isEqualTo(best);
    assertThat(json("test/summary.json").get("dice")).isNotEqualTo(best);

    Outcome usual = icl("evaluate", "--checkpoint", folder + "/run/checkpoints/best.safetensors");
    assertThat(usual.out()).contains("Scored on the test cases.");
  }

  @Test
  void whatIsAssumedOfHeadersIsToldOnceBeforeTheTraining() throws IOException {
    new PhantomFolder(folder.resolve("scans")).write(4, 4);
    VolumeFormats formats = VolumeFormats.installed();
    for (String name : List.of("case01", "case03")) {
      Path packed = folder.resolve("scans/images/" + name + ".nii.gz");
      Path plain = folder.resolve("scans/images/" + name + ".nii");
      formats.write(plain, Contents.of(formats.readImage(packed)), false);
      Files.delete(packed);
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(plain)).order(ByteOrder.LITTLE_ENDIAN);
      // the codes of qform and sform
      bytes.putShort(252, (short) 0).putShort(254, (short) 0);
      Files.write(plain, bytes.array());
    }
    Files.writeString(
        folder.resolve("one.yaml"),
        "{labeled: [case01], unlabeled: [case02], validation: [case03]}");

    Outcome trained = train("run", "--set", "data.split=one.yaml", "--set", "data.root=scans");

    assertThat(trained.err())
        .startsWith(
            "Note: the header tells no orientation (the codes of sform and qform are 0) (case01,"
                + " case03)\n")
        .containsOnlyOnce("Note: ");
  }

  @Test
  void aNetworkIsNotScoredOnPatientsItWasTrainedOn() throws IOException {
    new PhantomFolder(folder.resolve("scans")).write(4, 4);
    Files.writeString(
        folder.resolve("one.yaml"),
        "{labeled: [case01], unlabeled: [case02], validation: [case03]}");
    Files.writeString(
        folder.resolve("two.yaml"), "{labeled: [case01], validation: [case03], test: [case02]}");
    train("run", "--set", "data.split=one.yaml", "--set", "data.root=scans");

    Outcome scored =
        icl(
            "evaluate",
            "--checkpoint",
            folder + "/run/checkpoints/last.safetensors",
            "--split",
            "test",
            "--set",
            "data.split=two.yaml",
            "--out",
            folder + "/test");

    assertThat(scored.code()).isEqualTo(2);
    assertThat(scored.err())
        .isEqualToIgnoringNewLines(
            "case02 of %s is by its name of the patient case02, whom the network was trained on: score it on patients it has not seen, or results are too good to be true."
                .formatted(folder.resolve("scans")));
    assertThat(folder.resolve("test")).doesNotExist();
  }

  /** Of patients and of scans that were not labelled the supervised baseline learns nothing. */
  @Test
  void aNetworkIsScoredOnPatientsThatItsMethodDidNotLearnFrom() throws IOException {
    new PhantomFolder(folder.resolve("scans")).write(4, 4);
    Files.writeString(
        folder.resolve("one.yaml"),
        "{labeled: [case01], unlabeled: [case02], validation: [case03]}");
    Files.writeString(
        folder.resolve("two.yaml"),
        "{labeled: [case04], validation: [case03], test: [case01, case02]}");
    train(
        "run",
        "--set",
        "data.split=one.yaml",
        "--set",
        "data.root=scans",
        "--set",
        "method.name=supervised");

    assertThat(test("last").err())
        .contains("is by its name of the patient case01, whom the network");
    Files.writeString(
        folder.resolve("two.yaml"), "{labeled: [case01], validation: [case03], test: [case02]}");
    Outcome scored = test("last");
    assertThat(scored.err()).isEmpty();
    assertThat(scored.code()).isZero();
  }

  @Test
  void testScoresAreNotThoseOfTheScansThatChoseTheCheckpoint() throws IOException {
    new PhantomFolder(folder.resolve("scans")).write(3, 3);
    Files.writeString(folder.resolve("one.yaml"), "{labeled: [case01], validation: [case02]}");
    Files.writeString(folder.resolve("two.yaml"), "{labeled: [case01], test: [case02, case03]}");
    train(
        "run",
        "--set",
        "data.split=one.yaml",
        "--set",
        "data.root=scans",
        "--set",
        "method.name=supervised",
        "--set",
        "train.validate_every=1");

    Outcome refused = test("best");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .hasLineCount(1)
        .contains("is by its name of the patient case02, whose scans chose this checkpoint")
        .contains("--allow-selection-on-test");
    assertThat(folder.resolve("test")).doesNotExist();

    Outcome allowed = test("best", "--allow-selection-on-test", "--protocol", "authors");
    assertThat(allowed.err()).isEmpty();
    assertThat(allowed.out())
        .contains(
            "it was selected on 1 of the 2 cases scored here", "By the protocol of the authors'");
    JsonNode summary = json("test/summary.json");
    assertThat(summary.get("protocol").asText()).isEqualTo("authors");
    assertThat(summary.get("split").asText()).isEqualTo("test");
    assertThat(summary.get("empty_masks").asText()).isEqualTo("authors");
    assertThat(summary.at("/inference/border").asText()).isEqualTo("blanked");
    assertThat(summary.at("/selection/by").asText()).isEqualTo("validation_dice");
    assertThat(summary.at("/selection/on_scored_cases").asInt()).isEqualTo(1);
    assertThat(folder.resolve("test/overlays/case03.png")).isNotEmptyFile();

    for (String unchosen : List.of("last", "final")) {
      Outcome scored = test(unchosen);
      assertThat(scored.err()).isEmpty();
      assertThat(json("test/summary.json").at("/selection/by").asText()).isEqualTo("nothing");
      assertThat(json("test/summary.json").get("protocol").asText()).isEqualTo("standard");
    }
  }

  private Outcome test(String which, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--checkpoint",
                folder + "/run/checkpoints/" + which + ".safetensors",
                "--split",
                "test",
                "--set",
                "data.split=two.yaml",
                "--out",
                folder + "/test"));
    arguments.addAll(List.of(more));
    return icl(arguments.toArray(String[]::new));
  }

  @Test
  void withAllLabelsInTrainingThereIsNoValidation() throws IOException {
    new PhantomFolder(folder.resolve("scans")).write(4, 3);

    Outcome trained = train("run", "--set", "data.labeled=3", "--set", "data.root=scans");

    assertThat(trained.code()).isZero();
    assertThat(trained.err())
        .contains("No scan is left for validation", "2/2", "nothing to validate on")
        .doesNotContain("NaN");
    assertThat(folder.resolve("run/checkpoints/final.safetensors")).exists();
    assertThat(folder.resolve("run/checkpoints/best.safetensors")).doesNotExist();
    assertThat(json("run/summary.json").get("dice").isNull()).isTrue();

    Outcome scored = icl("evaluate", "--checkpoint", folder + "/run");
    assertThat(scored.code()).isEqualTo(2);
    assertThat(scored.err())
        .hasLineCount(1)
        .startsWith("--split val: the dataset folder has no validation cases; list some in a");
  }

  @Test
  void leftAtriaTrainInSlicesAlongTheirThirdAxis() throws IOException {
    Path root = folder.resolve("la");
    new PhantomFolder(root).writeAsLeftAtrium(4);
    Files.writeString(root.resolve("train.list"), "SCAN2\nSCAN1\nSCAN4\n");
    Files.writeString(root.resolve("val.list"), "SCAN3\n");

    Outcome trained =
        new Cli(folder).train("run", "--set", "data={name: la, root: la, labeled: 1}");

    assertThat(trained.err()).contains("2/2");
    assertThat(trained.code()).isZero();
    assertThat(json("run/summary.json").at("/dice/per_class")).hasSize(1);
  }

  @Test
  void aMistakeInAnyScanIsFoundBeforeAnythingIsWritten() throws IOException {
    new PhantomFolder(folder.resolve("scans")).write(6, 5);
    Files.writeString(folder.resolve("scans/images/case06.nii.gz"), "broken");

    Outcome trained = train("run", "--set", "data.labeled=3", "--set", "data.root=scans");

    assertThat(trained.code()).isEqualTo(2);
    assertThat(trained.err()).hasLineCount(1).contains("scans/images/case06.nii.gz");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(file).toFile());
  }

  private Outcome icl(String... arguments) {
    return new Cli(folder).run(arguments);
  }

  private Outcome train(String out, String... more) {
    List<String> all = new ArrayList<>(List.of("--set", "data.name=folder", "--set", CLASSES));
    all.addAll(List.of(more));
    return new Cli(folder).train(out, all.toArray(String[]::new));
  }
}
