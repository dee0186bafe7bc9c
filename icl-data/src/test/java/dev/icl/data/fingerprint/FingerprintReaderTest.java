package dev.icl.data.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.Configs;
import dev.icl.data.Datasets;
import dev.icl.data.Scans;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.format.Contents;
import dev.icl.data.model.FirstPass;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans of 6 columns, 5 rows and 4 slices; what is not 0 is a box of 4 x 2 x 3 voxels. */
class FingerprintReaderTest {
  private static final Shape SHAPE = Shape.of(6, 5, 4);

  @TempDir private Path root;
  private Scans scans;

  @BeforeEach
  void twoScansWithLabelsAndOneWithout() {
    scans = new Scans(root);
    for (String name : List.of("a", "b", "c")) {
      write(name, name.equals("c") ? 100 : 10);
      if (!name.equals("c")) {
        labels(name);
      }
    }
    scans.text("split.yaml", "labeled: [a]\nunlabeled: [c]\nvalidation: [b]\n");
  }

  @Test
  void scansAreCroppedToWhatIsNotZero() {
    DatasetFingerprint fingerprint = read("background", "dark", "bright");

    assertThat(fingerprint.scans()).extracting(ScanShape::shape).containsOnly(List.of(4, 2, 3));
    assertThat(fingerprint.scans())
        .extracting(ScanShape::spacing)
        .containsOnly(List.of(1.5, 1.25, 8.0));
    assertThat(fingerprint.medianKept()).isCloseTo(24 / 120.0, within(1e-12));
    assertThat(fingerprint.trainingScans()).isEqualTo(2);
    assertThat(fingerprint.order()).isEqualTo(AxisOrder.FIRST_FASTEST);
    assertThat(fingerprint.hasSpacing()).isTrue();
  }

  /** The label map of the validation scan is not read, nor the bright scan without labels. */
  @Test
  void intensitiesAreThoseOfTheLabelledForeground() {
    ChannelIntensities intensities = read("background", "dark", "bright").intensities().get(0);

    assertThat(intensities.channel()).isEqualTo("image");
    assertThat(intensities.min()).isEqualTo(10);
    assertThat(intensities.max()).isEqualTo(33);
    // 10 to 33 alike, a million draws of them
    assertThat(intensities.mean()).isCloseTo(21.5, within(0.05));
    assertThat(intensities.std()).isCloseTo(Math.sqrt((24 * 24 - 1) / 12.0), within(0.05));
    assertThat(intensities.median()).isBetween(21.0, 22.0);
    assertThat(intensities.percentile005()).isEqualTo(10);
    assertThat(intensities.percentile995()).isEqualTo(33);
  }

  @Test
  void classesAreCountedInLabelledScans() {
    assertThat(read("background", "dark", "bright").frequencies())
        .containsExactly(
            new ClassFrequency("background", 96, 0.8, 1),
            new ClassFrequency("dark", 12, 0.1, 1),
            new ClassFrequency("bright", 12, 0.1, 1));
  }

  @Test
  void classesWithoutNamesGetSome() {
    assertThat(read().classes()).containsExactly("background", "class1", "class2");
  }

  @Test
  void valuesThatAreNoNumbersOfClassesAreRefused() {
    byte[] values = new byte[120];
    values[0] = 1;
    values[1] = 3;
    scans.write("labels/a.nii.gz", Contents.of(onGrid(Voxels.ofLabels(values))));

    assertThatThrownBy(() -> read())
        .isInstanceOf(UserException.class)
        .hasMessage(
            "data.classes is empty, and the values of the label maps, [0, 1, 3], do not tell how many classes there are: list the names of the classes, as --set data.classes=[background,liver].");
  }

  @Test
  void aDatasetWithoutTrainingScansIsRefused() {
    scans.text("split.yaml", "validation: [a]\n");

    assertThatThrownBy(() -> read("background", "dark", "bright"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            root
                + " has no scan to train on, so nothing can be planned: name a folder with training scans, or list some in data.split.");
  }

  @Test
  void theSameScansHaveTheSameFingerprint() {
    assertThat(read("background", "dark", "bright"))
        .isEqualTo(read("background", "dark", "bright"));
  }

  private DatasetFingerprint read(String... classes) {
    return FingerprintReader.read(
        Datasets.catalog(
            Configs.at("folder", root.toString())
                .withClasses(classes)
                .withSplit(root.resolve("split.yaml").toString())
                .config(),
            new DatasetDiagnostics()),
        FirstPass.SILENT);
  }

  /** Whole numbers from a first one on in the box from column 1, row 2 and slice 0 on. */
  private void write(String name, int first) {
    float[] values = new float[120];
    int next = first;
    for (int k = 0; k < 3; k++) {
      for (int j = 2; j < 4; j++) {
        for (int i = 1; i < 5; i++) {
          values[i + 6 * (j + 5 * k)] = next++;
        }
      }
    }
    scans.write("images/" + name + ".nii.gz", Contents.of(onGrid(Voxels.of(values))));
  }

  /** The same box: its first row is of class 1, its second of class 2. */
  private void labels(String name) {
    byte[] values = new byte[120];
    for (int k = 0; k < 3; k++) {
      for (int j = 2; j < 4; j++) {
        for (int i = 1; i < 5; i++) {
          values[i + 6 * (j + 5 * k)] = (byte) (j - 1);
        }
      }
    }
    scans.write("labels/" + name + ".nii.gz", Contents.of(onGrid(Voxels.ofLabels(values))));
  }

  private static Scan onGrid(Voxels voxels) {
    return Scan.of(SHAPE, AxisOrder.FIRST_FASTEST, voxels)
        .withAffine(Affine.ofSpacing(1.5, 1.25, 8));
  }
}
