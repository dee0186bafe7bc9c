package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.cli.Cli.Outcome;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code icl view} on a training of drawn scans and on files. */
class ViewCommandTest {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();

  @TempDir private static Path shared;
  @TempDir private Path folder;

  @BeforeAll
  static void trainAndView() {
    Outcome trained =
        new Cli(shared)
            .train(
                "run",
                "--set",
                "method.name=supervised",
                "--set",
                "data={phantom_patients: 4, phantom_validation: 2}");
    assertThat(trained.code()).as(trained.err()).isZero();
    Outcome viewed = new Cli(shared).run("view", "run");
    assertThat(viewed.code()).as(viewed.err()).isZero();
    assertThat(viewed.out())
        .contains("Nothing in " + shared.resolve("run") + " was scored yet: scoring its cases into")
        .contains(shared.resolve("run/view.html") + " shows 2 cases (");
  }

  @Test
  void aTrainingIsScoredAndItsReportLinksToEveryCase() throws IOException {
    Path run = shared.resolve("run");

    assertThat(run.resolve("evaluation/labels/validation001.h5")).exists();
    assertThat(Files.readString(run.resolve("view.html")))
        .contains("\"layers\":[\"reference\",\"supervised\"]")
        .contains("\"name\":\"validation002\"");
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("<a href=\"view.html#case=validation001\">validation001</a>");
  }

  @Test
  void aLabelMapOfAnEvaluationHasTheShapeOfItsScan() {
    Path labels = shared.resolve("run/evaluation/labels/validation001.h5");

    Scan map = FORMATS.readLabel(labels);

    assertThat(map.rank()).isEqualTo(3);
    assertThat(map.voxels().firstBeyond(4)).isEqualTo(-1);
  }

  @Test
  void twoResultsAreLaidOverEachOther() throws IOException {
    copy(shared.resolve("run/evaluation"), folder.resolve("other"));

    Outcome outcome =
        view(
            shared.resolve("run").toString(),
            "other",
            "--cases",
            "validation002",
            "--out",
            "both.html");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("both.html shows 1 case (");
    assertThat(Files.readString(folder.resolve("both.html")))
        .contains("\"layers\":[\"reference\",\"supervised (run)\",\"supervised (other)\"]")
        .doesNotContain("validation001");
  }

  @Test
  void anEvaluationOfAnEarlierReleaseIsToBeMadeAgain() throws IOException {
    copy(shared.resolve("run/evaluation"), folder.resolve("old"));
    Files.move(folder.resolve("old/labels"), folder.resolve("elsewhere"));

    mistake(
        "The evaluation %s holds no label maps of these cases, as those of earlier releases: evaluate the network again, with the same --out."
            .formatted(folder.resolve("old")),
        "old");
  }

  @Test
  void anEvaluationWhoseScansAreGoneSaysSo() throws IOException {
    copy(shared.resolve("run/evaluation"), folder.resolve("moved"));
    Path config = folder.resolve("moved/config.yaml");
    Files.writeString(
        config,
        Files.readString(config)
            .replaceAll("(?m)^  name: phantom$", "  name: acdc")
            .replaceAll("(?m)^  root: .*$", "  root: /gone/ACDC")
            .replaceAll("(?m)^  phantom_.*\\n", ""));

    Outcome outcome = view("moved");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("The scans of the evaluation " + folder.resolve("moved") + " cannot be found: ")
        .contains("/gone/ACDC")
        .contains("Say where they are now with --set data.root=FOLDER.")
        .hasLineCount(1);
  }

  @Test
  void scansAreShownWithTheLabelMapsOfFolders() throws IOException {
    write("scans/a.nii.gz", 5);
    write("labels/a.nii.gz", 5);
    write("hand/a.nii.gz", 5);

    Outcome outcome = view("scans", "--prediction", "labels", "--label", "hand", "--slices", "2-3");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(Files.readString(folder.resolve("view.html")))
        .contains("\"layers\":[\"reference\",\"labels\"]")
        .contains("\"ends\":\"RL\"")
        .contains("\"step\":1,\"size\":2,");
  }

  @Test
  void aFileOfSomebodyElseIsNotReplaced() throws IOException {
    write("a.nii.gz", 4);
    Files.writeString(folder.resolve("view.html"), "<html>mine</html>");

    mistake(
        "--out: "
            + folder.resolve("view.html")
            + " exists and is no page of icl view; name another file.",
        "a.nii.gz");
    Files.delete(folder.resolve("view.html"));
    assertThat(view("a.nii.gz").code()).isZero();
    assertThat(view("a.nii.gz").code()).as("its own page is").isZero();
  }

  @Test
  void whatMakesNoPageIsRefused() {
    write("a.nii.gz", 4);

    mistake("nowhere.nii does not exist: name files", "nowhere.nii");
    mistake(
        "Results and scans cannot be on one page", "a.nii.gz", shared.resolve("run").toString());
    mistake(
        "--prediction and --label belong to scans",
        shared.resolve("run").toString(),
        "--label",
        "a.nii.gz");
    mistake("--size: 0 is not from 1 to 500 megabytes.", "a.nii.gz", "--size", "0");
    mistake(
        "--out: " + folder + " is a folder; name a file, such as view.html.",
        "a.nii.gz",
        "--out",
        ".");
    mistake("--cases", "a.nii.gz", "--cases", "b");
    mistake("--slices: '9' is no range of slices", "a.nii.gz", "--slices", "9");
  }

  private void mistake(String sentence, String... arguments) {
    Outcome outcome = view(arguments);

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(sentence).hasLineCount(1);
  }

  private Outcome view(String... arguments) {
    List<String> words = new ArrayList<>(List.of("view"));
    words.addAll(List.of(arguments));
    return new Cli(folder).run(words.toArray(String[]::new));
  }

  private void write(String file, int size) {
    byte[] values = new byte[size * size * size];
    values[values.length / 2] = 1;
    Scan scan =
        Scan.of(Shape.of(size, size, size), AxisOrder.FIRST_FASTEST, Voxels.ofLabels(values))
            .withAffine(Affine.ofSpacing(1, 1, 3));
    FORMATS.write(folder.resolve(file), Contents.of(scan), false);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
