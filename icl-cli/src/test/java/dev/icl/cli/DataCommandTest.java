package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.run.Training;
import dev.icl.app.training.PhantomFolder;
import dev.icl.cli.Cli.Outcome;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void fourScansOfWhichThreeAreLabelled() {
    new PhantomFolder(folder.resolve("scans")).write(4, 3);
  }

  @Test
  void aFolderIsDescribedAsATable() {
    Outcome outcome =
        icl("data", "describe", "scans", "--set", "data.classes=[background, RV, Myo, LV]");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("case", "spacing mm", "background", "LV", "float32", "unlabeled 1 (1 patient)");
    assertThat(outcome.out().lines()).hasSize(1 + 4 + 1);
  }

  @Test
  void singleFilesAreDescribedToo() throws IOException {
    String image = "scans/images/case01.nii.gz";
    String label = "scans/labels/case01.nii.gz";

    Outcome table = icl("data", "describe", image, label);
    JsonNode json = new ObjectMapper().readTree(icl("data", "describe", label, "--json").out());

    assertThat(table.err()).isEmpty();
    assertThat(table.code()).isZero();
    assertThat(table.out()).contains("file", "sform", "qform", "labels", "NIfTI", "float32");
    JsonNode facts = json.at("/files/0");
    assertThat(json.get("files")).hasSize(1);
    assertThat(facts.get("format").asText()).isEqualTo("NIfTI");
    assertThat(facts.get("shape")).hasSize(3);
    assertThat(facts.get("spacing")).hasSize(3);
    assertThat(facts.at("/forms/sform/rows")).hasSize(12);
    assertThat(facts.at("/forms/qform/code").isInt()).isTrue();
    long voxels = 1;
    for (JsonNode size : facts.get("shape")) {
      voxels *= size.asInt();
    }
    long counted = 0;
    for (JsonNode count : facts.get("histogram")) {
      counted += count.asLong();
    }
    assertThat(counted).isEqualTo(voxels);
    assertThat(table.out()).contains(" 0:" + facts.at("/histogram/0").asLong() + " 1:");
  }

  @Test
  void aFileThatCannotBeReadDoesNotHideTheOthers() throws IOException {
    Files.writeString(folder.resolve("x.nii.gz"), "broken");

    Outcome outcome = icl("data", "describe", "x.nii.gz", "scans/images/case02.nii.gz", "scans");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).contains("case02.nii.gz");
    assertThat(outcome.err())
        .hasLineCount(2)
        .contains("x.nii.gz is not gzip", "is a folder: name files");
  }

  @Test
  void aDescriptionForProgramsIsJson() throws IOException {
    Outcome outcome = icl("data", "describe", "scans", "--json");

    JsonNode json = new ObjectMapper().readTree(outcome.out());
    assertThat(json.get("dataset").asText()).isEqualTo("folder");
    assertThat(json.at("/counts/labeled/patients").asInt()).isEqualTo(3);
    assertThat(json.get("cases")).hasSize(4);
    assertThat(json.at("/cases/0/shape")).hasSize(3);
    assertThat(json.at("/cases/0/histogram")).hasSize(4);
    assertThat(json.get("problems")).isEmpty();
  }

  @Test
  void aCheckThatFindsNothingEndsWellAndOneThatFindsSomethingDoesNot() throws IOException {
    assertThat(icl("data", "check", "scans").code()).isZero();
    assertThat(icl("data", "check", "scans").out()).endsWith("Nothing is wrong.\n");

    Files.copy(
        folder.resolve("scans/labels/case01.nii.gz"), folder.resolve("scans/labels/x.nii.gz"));
    Files.writeString(folder.resolve("scans/images/case04.nii.gz"), "broken");
    Outcome outcome = icl("data", "check", "scans");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).contains("unreadable").endsWith("2 problems.\n");
    assertThat(outcome.err())
        .hasLineCount(2)
        .contains("labels/x.nii.gz has no image 'x'", "images/case04.nii.gz");
  }

  @Test
  void aConvertedFolderIsReadyToBeLookedInto() {
    Outcome converted =
        icl(
            "data",
            "convert",
            "scans",
            "--set",
            "data.classes=[background, RV, Myo, LV]",
            "--to",
            "hdf5",
            "--out",
            "h5");

    assertThat(converted.err()).isEmpty();
    assertThat(converted.out()).contains("4 images and 3 label maps are in h5");
    Outcome checked = icl("data", "check", "--config", folder.resolve("h5/data.yaml").toString());
    assertThat(checked.err()).isEmpty();
    assertThat(checked.out()).contains("RV").endsWith("Nothing is wrong.\n");

    Outcome again = icl("data", "convert", "scans", "--to", "hdf5", "--out", "h5");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).hasLineCount(1).contains("exists already");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"scans", "scans/images", "scans/labels/new", "link", "link/labels", "beside"})
  void scansAreNotConvertedIntoTheirOwnFolder(String out) throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("scans"));
    Files.createDirectory(folder.resolve("beside"));
    Files.createSymbolicLink(
        folder.resolve("beside/images"), folder.resolve("scans").resolve("images"));
    Map<Path, String> before = contents();

    for (String format : List.of("nifti", "hdf5")) {
      Outcome refused =
          icl("data", "convert", "scans", "--to", format, "--out", out, "--overwrite");

      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err())
          .hasLineCount(1)
          .startsWith("--out: ")
          .contains("among the scans that are converted");
    }
    assertThat(contents()).isEqualTo(before);
  }

  private Map<Path, String> contents() throws IOException {
    Map<Path, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file, HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  @Test
  void classesWithoutNamesAreNamedSoThatTheConvertedFolderTrains() throws IOException {
    Outcome converted = icl("data", "convert", "scans", "--to", "nifti", "--out", "new");

    assertThat(converted.out()).endsWith("; icl train --config new/data.yaml trains on them.\n");
    String yaml = Files.readString(folder.resolve("new/data.yaml"));
    assertThat(yaml).contains("classes: [\"background\", \"class1\", \"class2\", \"class3\"]");
    Training.check(
        new RunConfigReader(Map.of(), folder)
            .readText("data.yaml", yaml, List.of("data.labeled=2", "train.patch=[16, 16]")));
  }

  @Test
  void classesThatValuesDoNotTellAreLeftToTheUser() throws IOException {
    Path label = folder.resolve("scans/labels/case01.nii.gz");
    Scan map = VolumeFormats.installed().readLabel(label);
    byte[] values = map.voxels().toBytes();
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (values[i] == 0 ? 0 : 9);
    }
    VolumeFormats.installed()
        .write(label, Contents.of(map.withVoxels(Voxels.ofLabels(values))), true);

    Outcome converted = icl("data", "convert", "scans", "--to", "nifti", "--out", "new");

    assertThat(converted.out())
        .endsWith(
            "; icl train --config new/data.yaml trains on them once data.classes in it has a name"
                + " for each label value from 0 to 9, of which label maps hold 0, 1, 2, 3, 9.\n");
    assertThat(Files.readString(folder.resolve("new/data.yaml"))).contains("classes: []");
  }

  @Test
  void aSplitIsWrittenOnceAndTheSameForASeed() throws IOException {
    icl("data", "split", "scans", "--labeled", "2", "--out", "a.yaml");
    icl("data", "split", "scans", "--labeled", "2", "--out", "b.yaml");
    Outcome again = icl("data", "split", "scans", "--labeled", "2", "--out", "a.yaml");

    assertThat(Files.readString(folder.resolve("a.yaml")))
        .contains("labeled:\n", "validation:\n", "test: []")
        .isEqualTo(Files.readString(folder.resolve("b.yaml")));
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).hasLineCount(1).contains("exists already");
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    Outcome outcome = icl("data", "check", "elsewhere");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .hasLineCount(1)
        .contains("elsewhere does not exist: name the folder of a dataset");
  }

  @Test
  void aFolderOfNoKnownLayoutIsRefused() throws IOException {
    Files.createDirectory(folder.resolve("elsewhere"));

    Outcome outcome = icl("data", "check", "elsewhere");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .hasLineCount(1)
        .contains("elsewhere is not the folder of a known dataset", "data.name=NAME");
  }

  @Test
  void aDatasetMustBeNamed() {
    Outcome outcome = icl("data", "check");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualToIgnoringNewLines(
            "No dataset is named: give its folder, or a configuration with --config.");
  }

  @Test
  void formatsHaveNearestNames() {
    Outcome outcome = icl("data", "convert", "scans", "--to", "nifty", "--out", "x");

    assertThat(outcome.err())
        .isEqualToIgnoringNewLines(
            "--to: there is no choice 'nifty'; available: nifti, hdf5, nrrd, metaimage, tiff; did you mean 'nifti'?");
  }

  private Outcome icl(String... arguments) {
    return new Cli(folder).run(arguments);
  }
}
