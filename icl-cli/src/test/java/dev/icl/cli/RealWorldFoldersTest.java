package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.cli.Cli.Outcome;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders as people have them: what {@code icl data check} must say about each. */
class RealWorldFoldersTest {
  @TempDir Path folder;
  private TinyScans scans;

  @BeforeEach
  void folderOfScans() {
    scans = new TinyScans(folder.resolve("scans"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data/slices/", "data/"})
  void theBenchmarkMayHaveItsSlicesInAFolderOfTheirOwn(String place) {
    benchmark(place, "");

    Outcome outcome = check();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains(
            "labeled 1 (1 patient), unlabeled 3 (3 patients), validation 1 (1 patient).",
            "patient001_frame01  labeled     3x4x5",
            "patient005_frame01  validation  2x4x5")
        .endsWith("Nothing is wrong.\n");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void aByteOrderMarkIsNoPartOfAName() {
    benchmark("data/", "\uFEFF");

    Outcome outcome = check();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).endsWith("Nothing is wrong.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {", \"label\": null", ", \"label\": \"\"", ""})
  void aDatasetJsonMayHaveNoLabelMapInAnyWay(String label) {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      scans.image("imagesTr/p%d.nii.gz".formatted(i));
      entries.append(
          "%s{\"image\": \"./imagesTr/p%d.nii.gz\"%s}".formatted(i == 0 ? "" : ", ", i, label));
    }
    scans.text(
        "dataset.json",
        "{\"labels\": {\"0\": \"background\", \"1\": \"spleen\"}, \"training\": [%s]}"
            .formatted(entries));

    Outcome outcome = check();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("3 cases: unlabeled 3 (3 patients).");
  }

  @Test
  void aTextOfSetIsTakenAsItIs() {
    scans.image("images/OTHER.nii.gz").label("labels/OTHER.nii.gz", 1);
    for (String name :
        new String[] {
          "a #2", "a: b", "&a", "*a", "!a", "@a", "~", "null", "'a", "[a]", "a 'b' c"
        }) {
      new TinyScans(folder.resolve(name)).image("images/p1.nii.gz").label("labels/p1.nii.gz", 1);

      Outcome outcome =
          new Cli(folder)
              .run(
                  "data",
                  "check",
                  "--set",
                  "data.root=" + name,
                  "--set",
                  "data.name=folder",
                  "--set",
                  "data.labeled=1");

      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.out())
          .contains("folder in %s: 1 case".formatted(folder.resolve(name)))
          .contains("p1 ");
    }
  }

  @Test
  void aLinkToALabelMapThatIsNotThereIsNamed() {
    for (int i = 0; i < 3; i++) {
      scans.image("images/p%d.nii.gz".formatted(i));
    }
    scans.label("labels/p0.nii.gz", 1).label("labels/p2.nii.gz", 1);
    scans.link("labels/p1.nii.gz", "../.git/annex/objects/xx/MD5E-s1--aa.nii.gz");

    refused(
        "SCANS/labels/p1.nii.gz is a link to ../.git/annex/objects/xx/MD5E-s1--aa.nii.gz, which is"
            + " not there: fetch the file that is meant, or remove the entry.");
  }

  @Test
  void otherThingsInPlaceOfAFileAreNamedToo() throws IOException {
    labelled("p0", "p1");
    scans.link("images/p2.nii.gz", "gone.nii.gz").link("images/p3.nii.gz", "p3.nii.gz");
    Files.createDirectory(folder.resolve("scans/images/p4.nii.gz"));

    refused(
        "SCANS/images/p2.nii.gz is a link to gone.nii.gz, which is not there: fetch the file that"
            + " is meant, or remove the entry.",
        "SCANS/images/p3.nii.gz is a link to p3.nii.gz, which leads back to itself: fetch the file"
            + " that is meant, or remove the entry.",
        "SCANS/images/p4.nii.gz is a folder, not a file: fetch the file that is meant, or remove the"
            + " entry.");
  }

  @Test
  void aFolderOfLabelMapsThatIsALinkToNothingIsNamed() {
    scans.image("images/p0.nii.gz").link("labels", "elsewhere");

    assertThat(check().err())
        .contains("labels is a link to elsewhere, which is not there: put the label maps there");
  }

  @Test
  void linksToFilesThatAreThereAreFiles() {
    labelled("p0", "p1");
    new TinyScans(folder.resolve("store")).image("x.nii.gz").label("y.nii.gz", 1);
    scans.link("images/p2.nii.gz", "../../store/x.nii.gz");
    scans.link("labels/p2.nii.gz", "../../store/y.nii.gz");

    assertThat(check().out()).contains("3 cases:").endsWith("Nothing is wrong.\n");
  }

  @Test
  void aLabelMapInsideTheFileOfItsImageCounts() {
    labelled("p0", "p1");
    scans.both("images/q.h5", Shape.of(2, 3, 4), 1, 1, 1);

    Outcome outcome = check();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).containsPattern("q +\\w+ +2x3x4 .* 21 +3\n");
  }

  @Test
  void aLabelMapInsideThatAnotherReplacesIsSaidNotToBeUsed() {
    labelled("p0", "p1");
    scans.both("images/q.h5", Shape.of(2, 3, 4), 1);
    scans.both("labels/q.h5", Shape.of(2, 3, 4), 1, 1);

    assertThat(check().out())
        .contains("Note: image file: it also holds a label map, which is not used (q)\n");
  }

  @Test
  void casesOfBrats2021AreAPatientEach() {
    for (int i : new int[] {0, 2, 3, 5}) {
      String name = "BraTS2021_0000%d/BraTS2021_0000%d".formatted(i, i);
      scans.image(name + "_flair.nii.gz").label(name + "_seg.nii.gz", 1, 2, 4);
    }

    Outcome outcome = check();

    assertThat(outcome.out())
        .contains(
            "brats19", "labeled 1 (1 patient), unlabeled 2 (2 patients), validation 1 (1 patient).")
        .endsWith("Nothing is wrong.\n");
  }

  @Test
  void timePointsOfBrats2023AreOfOnePatient() {
    for (String name : new String[] {"00000-000", "00000-001", "00005-000"}) {
      String file = "BraTS-GLI-%s/BraTS-GLI-%s".formatted(name, name);
      scans.image(file + "-t2f.nii.gz").label(file + "-seg.nii.gz", 1, 2, 3);
    }

    assertThat(check().out()).contains("brats19").containsPattern("2 \\(1 patient\\)");
  }

  @Test
  void imagesWithoutLabelMapsAreConverted() {
    for (int i = 0; i < 6; i++) {
      scans.image("images/p%d.nii.gz".formatted(i));
    }

    Outcome outcome =
        new Cli(folder).run("data", "convert", "scans", "--to", "hdf5", "--out", "h5");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).isEqualTo("6 images and 0 label maps are in h5.\n");
    assertThat(folder.resolve("h5/images/p5.h5")).exists();
    assertThat(folder.resolve("h5/split.yaml")).doesNotExist();
    assertThat(folder.resolve("h5/data.yaml")).content().doesNotContain("split");
  }

  @Test
  void aLabelMapNamedAfterItsKindAsksForItsImage() {
    scans.image("images/p1.nii.gz").label("labels/p1_seg.nii.gz", 1);

    Outcome outcome = check();

    assertThat(outcome.out()).contains("folder in ");
    assertThat(outcome.err().replace(folder.resolve("scans").toString(), "SCANS"))
        .startsWith(
            "The label map SCANS/labels/p1_seg.nii.gz has no image 'p1_seg' in SCANS/images; did"
                + " you mean 'p1'?\n");
  }

  @Test
  void aTableHasTheValuesThatThereAre() {
    scans.image("images/p1.nii.gz").label("labels/p1.nii.gz", 0, 1, 2, 2, 255);

    Outcome text = check();
    Outcome json = check("--json");

    assertThat(text.out().lines().findFirst().orElseThrow()).endsWith(" 0  1  2  255");
    assertThat(json.out().replaceAll("\\s", ""))
        .contains("\"classes\":[\"0\",\"1\",\"2\",\"255\"]", "\"histogram\":[20,1,2,1]");
  }

  @Test
  void namesAreTheSameInEitherUnicodeForm() {
    scans.image("images/Zo\u00e9.nii.gz").label("labels/Zoe\u0301.nii.gz", 1);
    scans.text("split.yaml", "labeled: [\"Zoe\u0301\"]\n");

    assertThat(check().out()).contains("labeled 1 (1 patient).").endsWith("Nothing is wrong.\n");
    assertThat(check("--set", "data.split=scans/split.yaml").err()).isEmpty();
  }

  @Test
  void twoFilesWhoseNamesLookTheSameAreSaid() {
    labelled("p0", "p1");
    scans.image("images/Zo\u00e9.nii.gz").image("images/Zoe\u0301.nii.gz");

    refused(
        "SCANS/images holds two files whose names look the same and differ only in the Unicode form"
            + " of their accents, both the case 'Zo\u00e9': keep one of them.");
  }

  @Test
  void aLabelMapOfAnUnknownFormatIsNamed() {
    labelled("p0", "p1");
    scans.image("images/p2.nii.gz").text("labels/p2.mgz", "ObjectType = Image");
    scans.image("images/p3.nii.gz").text("labels/p3.xyz", "no ending that anybody knows");

    refused(
        "SCANS/labels/p2.mgz is in no known image format: convert it to one, such as .nii.gz, or"
            + " move it elsewhere.",
        "SCANS/labels/p3.xyz is in no known image format: convert it to one, such as .nii.gz, or"
            + " move it elsewhere.");
  }

  @Test
  void whatIsNoScanIsListedAsIgnored() throws IOException {
    labelled("p0", "p1");
    scans
        .text("images/p0.json", "{}")
        .text("images/README", "read me")
        .text("images/.DS_Store", "");
    Files.createDirectory(folder.resolve("scans/images/old"));

    Outcome outcome = check();

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains(
            "Note: What has no ending of an image format is ignored in %s/images: README, old/, p0.json."
                .formatted(folder.resolve("scans")));
  }

  private void labelled(String... names) {
    for (String name : names) {
      scans.image("images/" + name + ".nii.gz").label("labels/" + name + ".nii.gz", 1);
    }
  }

  private void refused(String... sentences) {
    Outcome outcome = check();

    assertThat(outcome.err().replace(folder.resolve("scans").toString(), "SCANS").lines())
        .containsExactly(sentences);
    assertThat(outcome.code()).isEqualTo(2);
  }

  /** Four patients of three slices for training and one volume for validation. */
  private void benchmark(String slices, String mark) {
    StringBuilder list = new StringBuilder(mark);
    for (int patient = 1; patient <= 4; patient++) {
      for (int slice = 1; slice <= 3; slice++) {
        String name = "patient%03d_frame01_slice_%d".formatted(patient, slice);
        scans.both(slices + name + ".h5", Shape.of(4, 5), 1, 2, 3);
        list.append(name).append('\n');
      }
    }
    scans.both("data/patient005_frame01.h5", Shape.of(2, 4, 5), 1, 2, 3);
    scans.text("train_slices.list", list.toString());
    scans.text("val.list", mark + "patient005_frame01\n");
  }

  private Outcome check(String... more) {
    return icl("check", more);
  }

  private Outcome icl(String command, String... more) {
    String[] arguments = new String[5 + more.length];
    arguments[0] = "data";
    arguments[1] = command;
    arguments[2] = "scans";
    arguments[3] = "--set";
    arguments[4] = "data.labeled=1";
    System.arraycopy(more, 0, arguments, 5, more.length);
    return new Cli(folder).run(arguments);
  }
}
