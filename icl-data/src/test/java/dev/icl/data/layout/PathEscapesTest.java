package dev.icl.data.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.Configs;
import dev.icl.data.Scans;
import dev.icl.data.catalog.Subset;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that come with a dataset cannot name what is outside its folder, even where it exists. */
class PathEscapesTest {
  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void aScanBesideTheDataset() {
    root = folder.resolve("dataset");
    Scans outside = new Scans(folder);
    outside.both("secret.h5", 2, 3, 4, 5);
    outside.both("secret/mri_norm2.h5", 2, 3, 4, 5);
    outside.image("secret.nii.gz", 2);
    outside.label("secret.nii.gz", 2, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../secret", "a/../../../secret", "ROOT/secret"})
  void aListOfSlices(String name) {
    Scans scans = new Scans(root);
    scans.both("data/patient001_frame01.h5", 2, 3, 4, 5);
    scans.text("train_slices.list", name.replace("ROOT", folder.toString()) + "\n");
    scans.text("val.list", "patient001_frame01\n");

    assertRefused(Configs.of("acdc", root.toString()), "is not below the dataset's folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "ROOT/secret"})
  void aListOfScans(String name) {
    Scans scans = new Scans(root);
    scans.both("A1/mri_norm2.h5", 1, 4, 3, 5);
    scans.text("train.list", name.replace("ROOT", folder.toString()) + "\n");
    scans.text("val.list", "A1\n");

    assertRefused(Configs.of("la", root.toString()), "is not below the dataset's folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret.nii.gz", "x/../../secret.nii.gz", "ROOT/secret.nii.gz"})
  void aDatasetJson(String name) {
    new Scans(root)
        .text(
            "dataset.json",
            "{\"training\": [\"%s\"]}".formatted(name.replace("ROOT", folder.toString())));

    assertRefused(Configs.of("amos22", root.toString()), "is not below the folder of the list");
  }

  @Test
  void namesThatGoUpAndComeBackAreFine() {
    Scans scans = new Scans(root);
    scans.image("images/a.nii.gz", 2);
    scans.text("dataset.json", "{\"unlabeled\": [\"./labels/../images/a.nii.gz\"]}");

    ListedCases listed = ListedCases.of(Configs.of("amos22", root.toString()));

    assertThat(listed.names(Subset.UNLABELED)).containsExactly("a");
  }

  private static void assertRefused(DataConfig config, String reason) {
    ListedCases listed = ListedCases.of(config);

    assertThat(listed.problems()).anyMatch(problem -> problem.contains(reason));
    assertThat(
            List.of(Subset.LABELED, Subset.UNLABELED).stream()
                .flatMap(p -> listed.names(p).stream()))
        .isEmpty();
  }
}
