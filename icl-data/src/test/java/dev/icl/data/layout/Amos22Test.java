package dev.icl.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.data.Configs;
import dev.icl.data.Datasets;
import dev.icl.data.Scans;
import dev.icl.data.catalog.Subset;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Amos22Test {
  @TempDir private Path root;
  private Scans scans;

  @BeforeEach
  void fourScans() {
    scans = new Scans(root);
    for (String name : new String[] {"amos_0001", "amos_0002", "amos_0003", "amos_0004"}) {
      scans.image("imagesTr/" + name + ".nii.gz", 2);
      scans.label("labelsTr/" + name + ".nii.gz", 2, 2);
    }
  }

  @Test
  void theFileListsLabelledAndUnlabelledScans() {
    scans.text(
        "dataset.json",
        """
        {"labels": {"0": "background", "1": "spleen", "2": "right kidney"},
         "training": [
           {"image": "./imagesTr/amos_0001.nii.gz", "label": "./labelsTr/amos_0001.nii.gz"},
           {"image": "./imagesTr/amos_0002.nii.gz"}],
         "unlabeled": ["imagesTr/amos_0003.nii.gz"],
         "validation": [
           {"image": "imagesTr/amos_0004.nii.gz", "label": "labelsTr/amos_0004.nii.gz"}],
         "test": []}
        """);

    ListedCases listed = ListedCases.of(config());

    assertThat(listed.problems()).isEmpty();
    assertThat(listed.names(Subset.LABELED)).containsExactly("amos_0001");
    assertThat(listed.names(Subset.UNLABELED)).containsExactly("amos_0002", "amos_0003");
    assertThat(listed.names(Subset.VALIDATION)).containsExactly("amos_0004");
    assertThat(Datasets.open(config()).classNames())
        .containsExactly("background", "spleen", "right kidney");
  }

  @Test
  void itHasTheOrgansOfTheChallengeUnlessTheFileNamesOthers() {
    scans.text("dataset.json", "{\"training\": []}");

    assertThat(ListedCases.of(config()).catalog().rules().classNames())
        .hasSize(16)
        .startsWith("background", "spleen")
        .endsWith("prostate/uterus");
  }

  @Test
  void filesThatAreNotThereAreNamedWithTheirEntry() {
    scans.text(
        "dataset.json", "{\"training\": [{\"image\": \"imagesTr/x.nii.gz\"}, {\"label\": \"y\"}]}");

    assertThat(ListedCases.of(config()).problems())
        .containsExactly(
            "ROOT/dataset.json, 'training' entry 1: the image ROOT/imagesTr/x.nii.gz does not"
                + " exist: restore the file, or remove the entry.",
            "ROOT/dataset.json, 'training' entry 2: give a path, or {\"image\": PATH, \"label\":"
                + " PATH}.");
  }

  @Test
  void aScanInTwoListsIsFound() {
    scans.text(
        "dataset.json",
        """
        {"training": [{"image": "imagesTr/amos_0001.nii.gz", "label": "labelsTr/amos_0001.nii.gz"}],
         "validation": [
           {"image": "imagesTr/amos_0001.nii.gz", "label": "labelsTr/amos_0001.nii.gz"}]}
        """);

    assertThat(ListedCases.of(config()).problems())
        .containsExactly(
            "ROOT/dataset.json lists 'amos_0001' as both labeled and validation: keep one of"
                + " them.");
  }

  @Test
  void whatIsNoJsonIsRefused() {
    scans.text("dataset.json", "{\"training\": [");

    assertThatThrownBy(() -> Datasets.open(config()))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(root.resolve("dataset.json") + " is no JSON (line 1");
  }

  @Test
  void theLayoutIsRecognised() {
    scans.text("dataset.json", "{}");

    assertThat(Datasets.recognise(root)).contains("amos22");
  }

  private DataConfig config() {
    return Configs.of("amos22", root.toString());
  }
}
