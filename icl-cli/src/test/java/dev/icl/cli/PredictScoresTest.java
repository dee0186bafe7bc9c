package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.cli.Cli.Outcome;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;

/** Probabilities and uncertainties beside the label maps. */
class PredictScoresTest extends PredictFolder {
  @Test
  void scoresAreWrittenWhereTheyAreMissingAndNothingElseIs() throws IOException {
    predict("scans/a.nii.gz");
    Path labels = folder.resolve("out/a.nii.gz");
    Path probabilities = folder.resolve("out/probabilities/a.nii.gz");
    Path uncertainty = folder.resolve("out/uncertainty/a.nii.gz");
    byte[] before = Files.readAllBytes(labels);
    Files.setLastModifiedTime(labels, FileTime.fromMillis(1_000_000));

    Outcome both = predict("scans/a.nii.gz", "--save-probabilities", "--uncertainty");
    Outcome again = predict("scans/a.nii.gz", "--save-probabilities", "--uncertainty");

    assertThat(both.out()).contains("1 segmented, 0 done before");
    assertThat(again.out()).contains("0 segmented, 1 done before");
    assertThat(Files.readAllBytes(labels)).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(labels).toMillis()).isEqualTo(1_000_000);
    Scan image = FORMATS.readImage(folder.resolve("scans/a.nii.gz"));
    Scan found = FORMATS.readImage(probabilities);
    assertThat(found.shape()).isEqualTo(Shape.of(9, 20, 3, 4));
    assertThat(found.affine()).isEqualTo(image.affine());
    Scan entropy = FORMATS.readImage(uncertainty);
    assertThat(entropy.shape()).isEqualTo(Shape.of(9, 20, 3));
    assertThat(entropy.affine()).isEqualTo(image.affine());
    byte[] classes = FORMATS.readLabel(labels).labels(AxisOrder.FIRST_FASTEST, 4);
    for (int i = 0; i < classes.length; i++) {
      double sum = 0;
      double surest = 0;
      for (int c = 0; c < 4; c++) {
        double p = found.voxels().at(c * classes.length + i);
        sum += p;
        surest = Math.max(surest, p);
      }
      assertThat(sum).isCloseTo(1, within(1e-4));
      assertThat(found.voxels().at(classes[i] * classes.length + i))
          .isCloseTo(surest, within(1e-4));
      assertThat(entropy.voxels().at(i)).isBetween(0.0, 1.0);
    }
  }

  @Test
  void scoresAreInTheFormatOfTheLabels() {
    Outcome outcome =
        predict("scans/a.nii.gz", "--format", "hdf5", "--save-probabilities", "--uncertainty");

    assertThat(outcome.code()).isZero();
    try (HdfFile file = new HdfFile(folder.resolve("out/probabilities/a.h5"))) {
      assertThat(file.getDatasetByPath("probabilities").getDimensions())
          .containsExactly(4, 3, 20, 9);
    }
    assertThat(FORMATS.readImage(folder.resolve("out/uncertainty/a.h5")).shape())
        .isEqualTo(Shape.of(3, 20, 9));
  }

  @Test
  void noFileIsWrittenForTwoScans() {
    write("scans/probabilities/a.nii.gz", 9, 20, 3);

    Outcome outcome = predict("scans", "--save-probabilities");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .hasLineCount(1)
        .contains("out/probabilities/a.nii.gz would be written for");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(predict("scans").code()).isZero();
  }
}
