package dev.icl.spark.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.predict.ScanRecord;
import dev.icl.app.predict.ScanRecord.Status;
import dev.icl.app.run.Scoring;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.metrics.EmptyMasks;
import dev.icl.data.metrics.Metric;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceScoresTest {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();
  private static final CohortRow ROW =
      CohortRow.of(
          new ScanRecord(
              "case", "case.nii.gz", "", Status.DONE, 1, List.of(), null, List.of(), null),
          10,
          "0");

  @TempDir Path folder;

  private final ReferenceScores scores =
      new ReferenceScores(FORMATS, 3, new Scoring(EmptyMasks.STRICT, 2));

  @Test
  void voxelsOfUnequalSidesCountInMillimetres() {
    // class 1 in one voxel each, two columns apart, and class 2 in neither
    Scan labels = map(5, 3, 2, 1, 6);
    Path reference = write("reference.nii.gz", map(5, 3, 2, 1, 8));

    CohortRow row = scores.addTo(ROW, labels, reference);

    assertThat(row.unscored()).isNull();
    assertThat(value(row, 1, Metric.DICE)).isZero();
    assertThat(value(row, 1, Metric.HD_VOXEL)).isEqualTo(2);
    assertThat(value(row, 1, Metric.HD_MM)).isEqualTo(2 * 0.5);
    assertThat(value(row, 1, Metric.VOLUME_DIFFERENCE_ML)).isZero();
    assertThat(value(row, 2, Metric.DICE)).isNaN();
  }

  @Test
  void aReferenceInHdf5ListsItsAxesTheOtherWayRound() {
    Scan labels = map(5, 3, 2, 1, 6);
    Path reference = write("reference.h5", labels.reversed());

    assertThat(value(scores.addTo(ROW, labels, reference), 1, Metric.DICE)).isEqualTo(1);
  }

  @Test
  void aReferenceOnAnotherGridOrOfOtherClassesIsASentence() {
    Path small = write("small.nii.gz", map(4, 3, 2, 1, 6));
    Path other = write("other.nii.gz", map(5, 3, 2, 9, 6));
    Scan labels = map(5, 3, 2, 1, 6);

    assertThat(scores.addTo(ROW, labels, small).unscored())
        .isEqualTo(
            "%s is a reference of [4, 3, 2] voxels for a scan of [5, 3, 2]: name references on the grids of their scans."
                .formatted(small));
    assertThat(scores.addTo(ROW, labels, other).unscored()).contains("holds 9 as a label");
    assertThat(scores.addTo(ROW, labels, folder.resolve("none.nii.gz")).scores()).isNull();
  }

  private static double value(CohortRow row, int label, Metric metric) {
    return row.scores().get(label - 1).get(metric);
  }

  private Path write(String name, Scan map) {
    Path file = folder.resolve(name);
    FORMATS.write(file, Contents.of(map), false);
    return file;
  }

  /** A map of background with a class at one place. */
  private static Scan map(int columns, int rows, int slices, int label, int place) {
    byte[] labels = new byte[columns * rows * slices];
    labels[place] = (byte) label;
    return Scan.of(
            Shape.of(columns, rows, slices), AxisOrder.FIRST_FASTEST, Voxels.ofLabels(labels))
        .withAffine(Affine.ofSpacing(0.5, 1.25, 8));
  }
}
