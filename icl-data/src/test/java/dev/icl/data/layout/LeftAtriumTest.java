package dev.icl.data.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.Configs;
import dev.icl.data.Datasets;
import dev.icl.data.Scans;
import dev.icl.data.catalog.Subset;
import dev.icl.data.model.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftAtriumTest {
  private static final String SCANS = "2018LA_Seg_Training Set/";

  @TempDir private Path root;
  private Scans scans;

  @BeforeEach
  void fourScans() {
    scans = new Scans(root);
    for (String name : new String[] {"A1", "B2", "C3", "D4"}) {
      scans.both(SCANS + name + "/mri_norm2.h5", 1, 4, 3, 5);
    }
    scans.text("train.list", "C3\nA1\nB2\n");
    scans.text("val.list", "D4\n");
  }

  @Test
  void theFirstPatientsOfTheListAreLabelled() {
    ListedCases listed = ListedCases.of(config().config());

    assertThat(listed.problems()).isEmpty();
    assertThat(listed.names(Subset.LABELED)).containsExactly("C3");
    assertThat(listed.names(Subset.UNLABELED)).containsExactly("A1", "B2");
    assertThat(listed.names(Subset.VALIDATION)).containsExactly("D4");
  }

  @Test
  void slicesLieAlongTheThirdAxis() {
    Dataset dataset = Datasets.open(config().config());

    assertThat(dataset.classNames()).containsExactly("background", "LA");
    assertThat(dataset.trainingSamples()).hasSize(15);
    assertThat(dataset.trainingSample(0).size(0)).isEqualTo(4);
    assertThat(dataset.trainingSample(0).size(1)).isEqualTo(3);
    assertThat(dataset.validationScan(0).size(0)).isEqualTo(5);
  }

  @Test
  void aTestListIsATestSplit() {
    scans.text("train.list", "C3\nA1\n");
    scans.text("test.list", "B2\n");

    assertThat(ListedCases.of(config().config()).names(Subset.TEST)).containsExactly("B2");
    assertThat(Datasets.open(config().config()).testCases()).containsExactly("B2");
  }

  @Test
  void withoutListsTheSplitIsDrawn() throws IOException {
    Files.delete(root.resolve("train.list"));

    ListedCases listed = ListedCases.of(config().withPatients(1, 1, 1).config());

    assertThat(listed.problems()).isEmpty();
    assertThat(listed.names(Subset.LABELED)).hasSize(1);
    assertThat(listed.names(Subset.TEST)).hasSize(1);
  }

  @Test
  void everythingThatIsWrongIsFoundAtOnce() throws IOException {
    Files.delete(root.resolve("val.list"));
    Files.delete(root.resolve(SCANS + "B2/mri_norm2.h5"));

    assertThat(ListedCases.of(config().config()).problems())
        .containsExactly(
            "ROOT/2018LA_Seg_Training Set/B2 holds no mri_norm2.h5: restore the file, or remove the"
                + " folder.",
            "ROOT/train.list names 'B2' in line 3, but ROOT/2018LA_Seg_Training"
                + " Set/B2/mri_norm2.h5 does not exist: restore the file, or remove the line.",
            "The list ROOT/val.list does not exist: list the validation cases there, one a line, or"
                + " name a split file with data.split (icl data split writes one).");
  }

  @Test
  void aScanInTwoListsIsLeakage() {
    scans.text("val.list", "D4\nC3\n");

    assertThat(ListedCases.of(config().config()).problems())
        .containsExactly(
            "The split of the lists in ROOT lists 'C3' as both labeled and validation: keep one of them.");
  }

  @Test
  void theLayoutIsRecognised() {
    assertThat(Datasets.recognise(root)).contains("la");
  }

  private Configs config() {
    return Configs.at("la", root.toString());
  }
}
