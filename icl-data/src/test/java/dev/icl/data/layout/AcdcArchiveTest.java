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

class AcdcArchiveTest {
  @TempDir private Path root;
  private Scans scans;

  @BeforeEach
  void threePatientsAndOneForTests() {
    scans = new Scans(root);
    patient("training/patient001", true);
    patient("training/patient002", true);
    patient("training/patient003", false);
    patient("testing/patient101", true);
  }

  private void patient(String folder, boolean labelled) {
    String name = folder.substring(folder.indexOf('/') + 1);
    scans.text(folder + "/Info.cfg", "ED: 1\nES: 12\nGroup: DCM\nNbFrame: 30\n");
    scans.text(folder + "/" + name + "_4d.nii.gz", "not read");
    for (String frame : new String[] {"_frame01", "_frame12"}) {
      scans.image(folder + "/" + name + frame + ".nii.gz", 2);
      if (labelled) {
        scans.label(folder + "/" + name + frame + "_gt.nii.gz", 2, 3);
      }
    }
  }

  @Test
  void bothFramesOfAPatientAreInOnePart() {
    ListedCases listed = ListedCases.of(config().withPatients(1, 1, 0).config());

    assertThat(listed.problems()).isEmpty();
    assertThat(listed.names(Subset.LABELED)).hasSize(2);
    assertThat(listed.names(Subset.VALIDATION)).hasSize(2);
    assertThat(listed.names(Subset.UNLABELED))
        .containsExactly("patient003_frame01", "patient003_frame12");
    assertThat(listed.names(Subset.TEST))
        .containsExactly("patient101_frame01", "patient101_frame12");
  }

  @Test
  void itIsTheSameDatasetAsTheSharedFolder() {
    Dataset dataset = Datasets.open(config().withPatients(1, 1, 0).config());

    assertThat(dataset.classNames()).containsExactly("background", "RV", "Myo", "LV");
    assertThat(dataset.trainingSamples()).hasSize(8);
    assertThat(dataset.trainingSample(0).label().orElseThrow()).containsOnly(0, 3);
    assertThat(Datasets.recognise(root)).contains("acdc");
  }

  @Test
  void everyFrameThatInfoNamesMustBeThere() throws IOException {
    Files.delete(root.resolve("training/patient003/patient003_frame12.nii.gz"));
    Files.delete(root.resolve("training/patient001/Info.cfg"));

    assertThat(ListedCases.of(config().config()).problems())
        .containsExactly(
            "ROOT/training/patient001/Info.cfg does not exist: restore it from the archive, or"
                + " remove the patient's folder.",
            "ROOT/training/patient003/Info.cfg names frame 12 as ES, but"
                + " ROOT/training/patient003/patient003_frame12.nii.gz does not exist: restore it"
                + " from the archive.");
  }

  @Test
  void aLabelMapWithoutItsImageIsFound() throws IOException {
    Files.delete(root.resolve("training/patient001/patient001_frame12.nii.gz"));

    assertThat(ListedCases.of(config().config()).problems())
        .contains(
            "The label map ROOT/training/patient001/patient001_frame12_gt.nii.gz has no image"
                + " patient001_frame12.nii.gz beside it: restore the image, or remove the label"
                + " map.");
  }

  private Configs config() {
    return Configs.at("acdc", root.toString());
  }
}
