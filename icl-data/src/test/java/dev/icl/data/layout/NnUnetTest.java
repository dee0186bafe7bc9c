package dev.icl.data.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.tensor.Shape;
import dev.icl.data.Configs;
import dev.icl.data.Datasets;
import dev.icl.data.Scans;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.format.Contents;
import dev.icl.data.model.Dataset;
import dev.icl.data.preprocess.Settings;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.Spacing;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NnUnetTest {
  private static final String JSON =
      """
      {
        "channel_names": {"0": "FLAIR", "1": "T1"},
        "labels": {"background": 0, "edema": 1, "core": 2},
        "numTraining": 2,
        "file_ending": ".nii.gz"
      }
      """;

  @TempDir private Path root;
  private Scans scans;

  @BeforeEach
  void dataset() {
    scans = new Scans(root);
    for (String name : new String[] {"p1", "p2", "p3"}) {
      scans.image("imagesTr/" + name + "_0000.nii.gz", 2);
      scans.image("imagesTr/" + name + "_0001.nii.gz", 2);
    }
    scans.label("labelsTr/p1.nii.gz", 2, 1);
    scans.label("labelsTr/p2.nii.gz", 2, 2);
    scans.text("dataset.json", JSON);
  }

  @Test
  void channelsAndClassesAreThoseOfTheDescription() {
    Catalog catalog = ListedCases.of(config()).catalog();

    assertThat(ListedCases.of(config()).problems()).isEmpty();
    assertThat(catalog.rules().channels()).containsExactly("FLAIR", "T1");
    assertThat(catalog.rules().classNames()).containsExactly("background", "edema", "core");
    assertThat(catalog.cases())
        .extracting(PlacedCase::scan)
        .extracting(scan -> scan.name() + scan.imageFiles().size() + scan.hasLabel())
        .containsExactlyInAnyOrder("p12true", "p22true", "p32false");
    assertThat(Datasets.recognise(root)).contains("nnunet");
  }

  @Test
  void everyChannelOfASampleIsScaledByItself() {
    Scan other =
        Scan.of(
                Shape.of(2, 3, 2),
                AxisOrder.FIRST_FASTEST,
                Voxels.of(4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 8))
            .withAffine(Affine.ofSpacing(1.5, 1.25, 8));
    scans.write("imagesTr/p1_0001.nii.gz", Contents.of(other));
    scans.write("imagesTr/p2_0001.nii.gz", Contents.of(other));
    Dataset dataset = Datasets.open(config());
    Sample slice = dataset.trainingSample(1);

    assertThat(dataset.channelNames()).containsExactly("FLAIR", "T1");
    assertThat(slice.name()).endsWith("_slice_002");
    assertThat(slice.channels()).isEqualTo(2);
    assertThat(slice.image())
        .containsExactly(6 / 11f, 7 / 11f, 8 / 11f, 9 / 11f, 10 / 11f, 1, 0, 0, 0, 0, 0, 1);
    assertThat(slice.label()).isPresent();
  }

  @Test
  void channelsArePreprocessedOnOneGridAndKept(@TempDir Path cache) {
    DataConfig config =
        Configs.at("nnunet", root.toString())
            .config(Settings.NONE.withSpacing(1.5, 1.25, 4.0).config(), cache.toString());
    Sample made = Datasets.open(config).validationScan(0);
    Sample kept = Datasets.open(config).validationScan(0);

    assertThat(made.shape()).isEqualTo(Shape.of(4, 3, 2));
    assertThat(made.spacing()).contains(Spacing.of(4, 1.25, 1.5));
    int voxels = made.voxels();
    assertThat(Arrays.copyOfRange(made.image(), voxels, 2 * voxels))
        .isEqualTo(Arrays.copyOf(made.image(), voxels));
    assertThat(kept.image()).isEqualTo(made.image());
    assertThat(kept.label().orElseThrow()).isEqualTo(made.label().orElseThrow());
  }

  @Test
  void channelsThatAreMissingOrTooManyAreFound() {
    scans.image("imagesTr/p4_0000.nii.gz", 2);
    scans.image("imagesTr/p1_0002.nii.gz", 2);

    assertThat(ListedCases.of(config()).problems())
        .contains(
            "The case 'p4' in ROOT/imagesTr lacks the channel T1: add the file p4_0001, or remove those of its other channels.",
            "ROOT/imagesTr/p1_0002.nii.gz is a channel too many: there are 2 (FLAIR, T1); name it too, or move the file elsewhere.");
  }

  @Test
  void regionsAreRefused() {
    scans.text("dataset.json", JSON.replace("\"edema\": 1", "\"whole\": [1, 2]"));

    assertThat(ListedCases.of(config()).problems())
        .contains(
            "ROOT/dataset.json: the label 'whole' is a region of several values, but every voxel must have one class here: give each label one value, and train on those.");
  }

  @Test
  void labelValuesHaveNoGaps() {
    scans.text("dataset.json", JSON.replace("\"core\": 2", "\"core\": 3"));

    assertThat(ListedCases.of(config()).problems())
        .contains(
            "ROOT/dataset.json: 'labels' must give the classes the values 0, 1, 2 and so on, the background 0, as {\"background\": 0, \"lesion\": 1}.");
  }

  @Test
  void aDownloadThatWasCutOffIsFound() {
    scans.text("dataset.json", JSON.replace("\"numTraining\": 2", "\"numTraining\": 3"));

    assertThat(ListedCases.of(config()).problems())
        .contains(
            "ROOT/dataset.json: 'numTraining' is 3, but 2 scans in imagesTr have label maps in labelsTr: restore the others, or correct the number.");
  }

  private DataConfig config() {
    return Configs.of("nnunet", root.toString());
  }
}
