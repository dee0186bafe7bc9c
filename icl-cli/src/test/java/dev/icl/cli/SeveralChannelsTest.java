package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.training.PhantomFolder;
import dev.icl.cli.Cli.Outcome;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scans of two channels from a folder to label maps, on the command line, as slices and volumes.
 */
class SeveralChannelsTest {
  private static final String CLASSES = "classes: [background, RV, Myo, LV]";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "pytorch, slices",
    "tensorflow, slices",
    "pytorch, volumes",
    "tensorflow, volumes",
  })
  void aFolderIsTrainedOnScoredAndPredicted(String engine, String what) throws IOException {
    new PhantomFolder(folder.resolve("scans")).writeTwoChannels(4, 3);

    train(
        engine,
        what,
        "data={name: folder, root: scans, channels: [bright, dark], labeled: 1,"
            + " validation_patients: 1, %s}".formatted(CLASSES));
    evaluate();
    predict("scans/images", 4);

    Outcome missing =
        icl("predict", "--checkpoint", network(), "scans/images/case01_0000.nii.gz", "--out", "x");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err())
        .isEqualToIgnoringNewLines(
            "'case01' lacks the channel dark, which the network takes: name the file case01_0001, too.");
  }

  @ParameterizedTest
  @CsvSource({"pytorch, volumes", "tensorflow, slices"})
  void aDatasetOfNnUnetIsReadAsItIs(String engine, String what) throws IOException {
    new PhantomFolder(folder.resolve("scans")).writeTwoChannels(4, 3);
    likeNnUnet(
        """
        {"channel_names": {"0": "FLAIR", "1": "T1"},
         "labels": {"background": 0, "RV": 1, "Myo": 2, "LV": 3},
         "numTraining": 3, "file_ending": ".nii.gz"}
        """);

    Outcome described = icl("data", "describe", "scans");
    assertThat(described.err()).isEmpty();
    train(engine, what, "data={name: nnunet, root: scans, labeled: 1, validation_patients: 1}");
    evaluate();
    predict("scans/imagesTr", 4);

    assertThat(Files.readString(folder.resolve("val/cases.csv"))).contains(",RV,", ",Myo,", ",LV,");
  }

  @Test
  void regionsAndANumberThatIsWrongAreRefusedBeforeAnythingIsWritten() throws IOException {
    new PhantomFolder(folder.resolve("scans")).writeTwoChannels(4, 3);
    likeNnUnet(
        """
        {"channel_names": {"0": "FLAIR", "1": "T1"},
         "labels": {"background": 0, "whole": [1, 2, 3], "LV": 3},
         "numTraining": 5, "file_ending": ".nii.gz"}
        """);

    Outcome trained =
        new Cli(folder).train("run", "--set", "data={name: nnunet, root: scans, labeled: 1}");

    assertThat(trained.code()).isEqualTo(2);
    assertThat(trained.err()).contains("the label 'whole' is a region of several values");
    assertThat(folder.resolve("run")).doesNotExist();
    assertThat(icl("data", "check", "scans").err())
        .contains("the label 'whole' is a region of several values")
        .contains("'numTraining' is 5, but 3 scans in imagesTr have label maps in labelsTr");
  }

  @ParameterizedTest
  @CsvSource({"pytorch, slices", "tensorflow, volumes"})
  void aDatasetOfTheDecathlonIsReadAsItIs(String engine, String what) throws IOException {
    new PhantomFolder(folder.resolve("scans")).write(4, 3);
    Path root = folder.resolve("scans");
    Files.move(root.resolve("images"), root.resolve("imagesTr"));
    Files.move(root.resolve("labels"), root.resolve("labelsTr"));
    Files.writeString(
        root.resolve("dataset.json"),
        """
        {"name": "Hearts", "modality": {"0": "MRI"}, "numTraining": 2,
         "labels": {"0": "background", "1": "RV", "2": "Myo", "3": "LV"},
         "training": [{"image": "./imagesTr/case01.nii.gz", "label": "./labelsTr/case01.nii.gz"},
                      {"image": "./imagesTr/case02.nii.gz"}],
         "validation": [{"image": "./imagesTr/case03.nii.gz",
                         "label": "./labelsTr/case03.nii.gz"}],
         "test": ["./imagesTr/case04.nii.gz"]}
        """);

    train(engine, what, "data={name: amos22, root: scans, labeled: 1}");
    evaluate();
    predict("scans/imagesTr", 4);
  }

  private void likeNnUnet(String json) throws IOException {
    Path root = folder.resolve("scans");
    Files.move(root.resolve("images"), root.resolve("imagesTr"));
    Files.move(root.resolve("labels"), root.resolve("labelsTr"));
    Files.writeString(root.resolve("dataset.json"), json);
  }

  private void train(String engine, String what, String data) {
    Outcome trained = new Cli(folder).train("run", Small.options(what, "engine=" + engine, data));
    // which also tells the progress
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  private void evaluate() throws IOException {
    Outcome scored =
        icl("evaluate", "--checkpoint", network(), "--split", "val", "--out", folder + "/val");

    assertThat(scored.err()).isEmpty();
    assertThat(Files.readAllLines(folder.resolve("val/cases.csv"))).hasSize(1 + 3);
    try (Stream<Path> pictures = Files.list(folder.resolve("val/overlays"))) {
      assertThat(pictures).hasSize(1);
    }
  }

  private void predict(String inputs, int scans) throws IOException {
    Outcome predicted =
        icl("predict", "--checkpoint", network(), inputs, "--out", "out", "--overlays");

    assertThat(predicted.err()).isEmpty();
    assertThat(predicted.out()).contains(scans + " segmented, 0 done before, 0 failed");
    VolumeFormats formats = VolumeFormats.installed();
    try (Stream<Path> files = Files.list(folder.resolve(inputs))) {
      Path image =
          files.filter(file -> file.toString().contains("case04")).findFirst().orElseThrow();
      Scan scan = formats.readImage(image);
      Scan labels = formats.readLabel(folder.resolve("out/case04.nii.gz"));
      assertThat(labels.shape()).isEqualTo(scan.shape());
      assertThat(labels.affine()).isEqualTo(scan.affine());
    }
    assertThat(folder.resolve("out/overlays/case04.png")).isNotEmptyFile();
  }

  private String network() {
    return folder + "/run/checkpoints/final.safetensors";
  }

  private Outcome icl(String... arguments) {
    return new Cli(folder).run(arguments);
  }
}
