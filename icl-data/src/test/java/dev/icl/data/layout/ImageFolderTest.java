package dev.icl.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.data.Configs;
import dev.icl.data.Datasets;
import dev.icl.data.Scans;
import dev.icl.data.catalog.Subset;
import dev.icl.data.model.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir private Path root;
  private Scans scans;

  @BeforeEach
  void fiveScansOfWhichThreeAreLabelled() {
    scans = new Scans(root);
    for (String name : new String[] {"a", "b", "c", "d", "e"}) {
      scans.image("images/" + name + ".nii.gz", 2);
    }
    scans.label("labels/a.nii.gz", 2, 1);
    scans.label("labels/c.nii", 2, 1);
    scans.label("labels/e.nii.gz", 2, 1);
  }

  @Test
  void scansWithoutALabelFileAreUnlabelled() {
    ListedCases listed = ListedCases.of(config().withPatients(2, 0, 0).config());

    assertThat(listed.problems()).isEmpty();
    assertThat(listed.names(Subset.UNLABELED)).containsExactly("b", "d");
    assertThat(listed.names(Subset.LABELED)).hasSize(2).isSubsetOf("a", "c", "e");
    assertThat(listed.names(Subset.VALIDATION)).hasSize(1).isSubsetOf("a", "c", "e");
  }

  @Test
  void aSplitFileDecides() {
    Path split = scans.text("split.yaml", "labeled: [e]\nvalidation: [a]\nunlabeled: [d, c]\n");

    ListedCases listed = ListedCases.of(config().withSplit(split.toString()).config());

    assertThat(listed.problems()).isEmpty();
    assertThat(listed.names(Subset.LABELED)).containsExactly("e");
    assertThat(listed.names(Subset.UNLABELED)).containsExactly("d", "c");
    assertThat(listed.names(Subset.UNUSED)).containsExactly("b");
  }

  @Test
  void aFolderOfDicomSlicesIsAScanWhosePatientItsFilesTell() throws IOException {
    series("p1-before");
    series("p1-after");

    ListedCases listed = ListedCases.of(config().withPatients(2, 0, 0).config());

    assertThat(listed.problems()).isEmpty();
    assertThat(listed.names(Subset.UNLABELED)).containsExactly("b", "d", "p1-after", "p1-before");
    assertThat(listed.patient("p1-before"))
        .startsWith("patient-")
        .isEqualTo(listed.patient("p1-after"));
    ListedCases named =
        ListedCases.of(config().withPattern("^([^-]+)-").withPatients(2, 0, 0).config());
    assertThat(named.patient("p1-before")).isEqualTo("p1");
  }

  @Test
  void severalSeriesInOneFolderAreAFinding() throws IOException {
    series("p1");
    Files.copy(
        Path.of("src/test/resources/dev/icl/data/format/dicom/enhanced/frames.dcm"),
        root.resolve("images/p1/frames.dcm"));

    assertThat(ListedCases.of(config().withPatients(2, 0, 0).config()).problems())
        .containsExactly(
            "%1$s holds 2 scans, %1$s/1.2.826.0.1.3680043.8.498.1.1 and %1$s/frames.dcm for example: put each into a folder of its own."
                .formatted("ROOT/images/p1"));
  }

  @Test
  void slicesAmongTheScansAreAFinding() throws IOException {
    series("p1");
    Files.move(root.resolve("images/p1/im0.dcm"), root.resolve("images/im0.dcm"));

    assertThat(ListedCases.of(config().withPatients(2, 0, 0).config()).problems())
        .containsExactly(
            "%s holds the slices of scans itself, im0.dcm for example: put those of each scan into a folder of its own there."
                .formatted("ROOT/images"));
  }

  private void series(String name) throws IOException {
    Path folder = Files.createDirectories(root.resolve("images").resolve(name));
    try (Stream<Path> slices =
        Files.list(Path.of("src/test/resources/dev/icl/data/format/dicom/explicit"))) {
      for (Path slice : slices.toList()) {
        Files.copy(slice, folder.resolve(slice.getFileName()));
      }
    }
  }

  @Test
  void itIsTrainedOnInSlices() {
    Dataset dataset = Datasets.open(config().withPatients(2, 1, 0).config());

    assertThat(dataset.classNames()).containsExactly("background", "lesion");
    assertThat(dataset.trainingSamples()).hasSize(8);
    assertThat(dataset.labeledSplit(2).labeled()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void aLabelMapWithoutAnImageIsFound() {
    scans.label("labels/aa.nii.gz", 2, 1);

    assertThat(ListedCases.of(config().config()).problems())
        .containsExactly(
            "The label map ROOT/labels/aa.nii.gz has no image 'aa' in ROOT/images: add it, or"
                + " remove the label map.");
  }

  @Test
  void twoFilesOfOneCaseAreFound() {
    scans.image("images/a.nii", 2);

    assertThat(ListedCases.of(config().config()).problems())
        .containsExactly(
            "ROOT/images/a.nii and ROOT/images/a.nii.gz are both the case 'a': keep one of them.");
  }

  @Test
  void filesOfOtherKindsArePassedOver() {
    scans.text("images/notes.txt", "x");
    scans.text("images/.hidden.nii", "x");

    assertThat(ListedCases.of(config().config()).problems()).isEmpty();
    assertThat(ListedCases.of(config().config()).catalog().cases()).hasSize(5);
  }

  @Test
  void classesMustBeNamedForTraining() {
    assertThatThrownBy(() -> Datasets.open(Configs.of("folder", root.toString())))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "data.classes is []: name at least two classes, the background first, such as"
                + " [background, lesion].");
  }

  @Test
  void aFolderWithoutImagesIsRefused() throws Exception {
    Path empty = Files.createDirectory(root.resolve("empty"));

    assertThatThrownBy(
            () ->
                Datasets.open(
                    Configs.at("folder", empty.toString()).withClasses("background", "x").config()))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "%s/images does not exist: set data.root to the folder that holds images/ and labels/."
                .formatted(empty));
  }

  @Test
  void leakageIsRefusedInOneSentence() {
    scans.image("images/p_frame01.nii.gz", 1);
    scans.image("images/p_frame02.nii.gz", 1);
    scans.label("labels/p_frame02.nii.gz", 1, 1);
    Path split =
        scans.text("split.yaml", "unlabeled: [p_frame01]\nvalidation: [p_frame02]\nlabeled: [a]\n");

    assertThatThrownBy(() -> Datasets.open(config().withSplit(split.toString()).config()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            split
                + " lists scans of the patient p as both unlabeled (p_frame01) and validation"
                + " (p_frame02): keep every patient in one part, or results are too good to be"
                + " true.");
  }

  private Configs config() {
    return Configs.at("folder", root.toString()).withClasses("background", "lesion");
  }
}
