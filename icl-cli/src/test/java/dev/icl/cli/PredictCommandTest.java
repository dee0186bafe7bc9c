package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.cli.Cli.Outcome;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segmentations of the scans in a folder, made once and in the way that was asked for. */
class PredictCommandTest extends PredictFolder {
  @Test
  void everyScanGetsALabelMapOnItsOwnGrid() throws IOException {
    Outcome outcome = predict("scans");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .matches(
            "(?s)Estimate for 2 scans: about \\d+ MiB of memory, at most 1 MiB of disk and about"
                + " 0:\\d\\d\\.\\R.*")
        .contains("1/2  a.nii.gz", "2/2  deep/b.nii.gz", "2 segmented, 0 done before, 0 failed");
    for (String name : List.of("a", "deep/b")) {
      Path scan = folder.resolve("scans/" + name + (name.equals("a") ? ".nii.gz" : ".nii"));
      Scan image = FORMATS.readImage(scan);
      Scan labels = FORMATS.readLabel(folder.resolve("out/" + name + ".nii.gz"));
      assertThat(labels.shape()).isEqualTo(image.shape());
      assertThat(labels.affine()).isEqualTo(image.affine());
      assertThat(labels.spacing().orElseThrow()).isEqualTo(image.spacing().orElseThrow());
    }
    assertThat(Files.readString(folder.resolve("out/predictions.json")))
        .contains("\"class_names\"", "\"Myo\"", "best.safetensors");
  }

  @Test
  void aSecondTimeLeavesWhatIsDone() throws IOException {
    predict("scans/a.nii.gz");
    long first = Files.getLastModifiedTime(folder.resolve("out/a.nii.gz")).toMillis();

    Outcome again = predict("scans");

    assertThat(again.out())
        .contains("a.nii.gz is done already", "1 segmented, 1 done before, 0 failed");
    assertThat(again.code()).isZero();
    assertThat(Files.getLastModifiedTime(folder.resolve("out/a.nii.gz")).toMillis())
        .isEqualTo(first);
    assertThat(predict("scans").out()).doesNotContain("Estimate");
    assertThat(predict("scans", "--overwrite").out())
        .contains("Estimate for 2 scans", "2 segmented, 0 done before");
  }

  @Test
  void theWayOfTheTrainingHoldsUnlessAnotherIsAskedFor() throws IOException {
    predict("scans", "--stride=3,5", "--window=sliding", "--blend=flat", "--no-flips");

    assertThat(Files.readString(folder.resolve("out/predictions.json")))
        .contains("window=SLIDING", "stride=[3, 5]", "blend=FLAT", "average=PROBABILITIES");
    predictTo("other", "scans");
    assertThat(Files.readString(folder.resolve("other/predictions.json")))
        .contains("window=RESIZE", "stride=[]", "blend=GAUSSIAN");
  }

  @Test
  void whatAnotherWayMadeIsNotTakenForDone() {
    predict("scans");

    Outcome other = predict("scans", "--flips");

    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).hasLineCount(1).contains("segmentations of another network or made in");
  }

  @Test
  void aBadFileDoesNotStopTheRest() throws IOException {
    Files.writeString(folder.resolve("scans/bad.nii.gz"), "no scan at all");
    Files.write(folder.resolve("scans/cut.nii"), new byte[100]);

    Outcome outcome = predict("scans");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).contains("bad.nii.gz failed", "2 segmented, 0 done before, 2 failed");
    assertThat(outcome.err()).hasLineCount(2).contains("bad.nii.gz", "cut.nii");
    try (var files = Files.list(folder.resolve("out"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("a.nii.gz", "deep", "predictions.json");
    }
  }

  @Test
  void aScanIsNotReplacedByItsSegmentation() {
    Outcome outcome = predictTo("scans", "scans/a.nii.gz", "--overwrite");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).hasLineCount(1).contains("would be replaced by its own segmentation");
    assertThat(FORMATS.readImage(folder.resolve("scans/a.nii.gz")).voxels().type())
        .isEqualTo(VoxelType.FLOAT32);
  }

  @Test
  void hdf5ListsSlicesFirstAndNiftiLast() {
    Scan image = FORMATS.readImage(folder.resolve("scans/a.nii.gz"));
    FORMATS.write(folder.resolve("h5/a.h5"), Contents.of(image.reversed()), false);

    assertThat(predict("h5").code()).isZero();
    assertThat(predictTo("same", "h5", "--format", "same").code()).isZero();
    assertThat(predictTo("hdf5", "scans/a.nii.gz", "--format", "hdf5").code()).isZero();

    assertThat(FORMATS.readLabel(folder.resolve("out/a.nii.gz")).shape())
        .isEqualTo(Shape.of(9, 20, 3));
    Scan same = FORMATS.readLabel(folder.resolve("same/a.h5"));
    assertThat(same.shape()).isEqualTo(Shape.of(3, 20, 9));
    Scan hdf5 = FORMATS.readLabel(folder.resolve("hdf5/a.h5"));
    assertThat(hdf5.voxels().toBytes()).isEqualTo(same.voxels().toBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nrrd", "metaimage"})
  void otherFormatsHoldTheSameLabelMap(String format) {
    String ending = format.equals("nrrd") ? ".nrrd" : ".mha";

    assertThat(predict("scans/a.nii.gz").code()).isZero();
    assertThat(predictTo("other", "scans/a.nii.gz", "--format", format).code()).isZero();

    Scan nifti = FORMATS.readLabel(folder.resolve("out/a.nii.gz"));
    Scan other = FORMATS.readLabel(folder.resolve("other/a" + ending));
    assertThat(other.voxels().toBytes()).isEqualTo(nifti.voxels().toBytes());
    assertThat(other.affine().orElseThrow().closeTo(nifti.affine().orElseThrow(), 1e-4)).isTrue();
  }

  @Test
  void aDicomSeriesIsOneScan() {
    DicomSlices.write(folder.resolve("series"), 3);

    assertThat(predict("series").out()).contains("1 segmented");
    assertThat(predictTo("seg", "series", "--format", "dicom-seg").out()).contains("1 segmented");

    Scan labels = FORMATS.readLabel(folder.resolve("out/series.nii.gz"));
    assertThat(labels.shape()).isEqualTo(Shape.of(20, 18, 3));
    assertThat(labels.spacing().orElseThrow()).containsExactly(1.5, 1.5, 3);
    assertThat(new Cli(folder).run("data", "describe", "seg/series.dcm").err())
        .contains("seg/series.dcm is a DICOM segmentation object, not an image");
    assertThat(new Cli(folder).run("data", "describe", "series").out())
        .contains("DICOM", "20x18x3", "LPS");
  }

  @Test
  void aSegmentationObjectIsOfADicomSeries() {
    Outcome outcome = predict("scans/a.nii.gz", "--format", "dicom-seg");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(
            "a.nii.gz is no DICOM series, of which alone DICOM objects can be made: choose the format nifti for it.");
  }

  @Test
  void aPngFileHoldsASliceAndNoVolume() {
    Outcome outcome = predict("scans/a.nii.gz", "--format", "png", "--save-probabilities");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(
            "a.nii.gz has 3 slices, of which a PNG file holds one: choose the format tiff or nifti for it.");
    // refused before the network had anything to say, be it in a trial for the estimate
    assertThat(outcome.out()).doesNotContain("Estimate");
    assertThat(folder.resolve("out/probabilities")).doesNotExist();
  }

  /** Its first axis counts slices. */
  @Test
  void aSliceInHdf5BecomesAPng() {
    float[] values = new float[20 * 9];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37) % 101;
    }
    Scan slice = Scan.of(Shape.of(1, 20, 9), AxisOrder.LAST_FASTEST, Voxels.of(values));
    FORMATS.write(folder.resolve("one.h5"), Contents.of(slice), false);

    assertThat(predict("one.h5", "--format", "png").err()).isEmpty();
    assertThat(FORMATS.readLabel(folder.resolve("out/one.png")).shape())
        .isEqualTo(Shape.of(9, 20, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--window=sliding", "--flips", "--largest-component"})
  void everyWayOfApplyingTheNetworkSegments(String option) {
    Outcome outcome = predict("scans", option);

    assertThat(outcome.err()).isEmpty();
    assertThat(FORMATS.readLabel(folder.resolve("out/a.nii.gz")).labels(AxisOrder.FIRST_FASTEST, 4))
        .hasSize(9 * 20 * 3);
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThat(predict("scans", "--overlap=1").err()).startsWith("--overlap: 1.0 is out of range");
    assertThat(predict("scans", "--stride=0").err()).startsWith("--stride: 0 is out of range");
    assertThat(predict("scans", "--window=sliding", "--stride=1,2,3").err())
        .contains("inference.stride has 3 values, but the network's images have 2 axes");
    assertThat(predict("scans", "--window=slide").err()).contains("--window", "sliding");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
