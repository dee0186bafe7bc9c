package dev.icl.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.Configs;
import dev.icl.data.Scans;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.preprocess.IntensityRule;
import dev.icl.data.preprocess.PreprocessConfig;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.Spacing;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.scan.Voxels;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseReaderTest {
  private static final List<String> CLASSES = List.of("background", "lesion");

  @TempDir private Path root;
  private Scans scans;

  @BeforeEach
  void folder() {
    scans = new Scans(root);
  }

  @Test
  void slicesOfNiftiLieAlongTheThirdAxisWithRowsBeforeColumns() {
    ScanCase scan = nifti(4);

    Sample volume = reader(SliceAxis.THIRD).sample(scan, true);

    assertThat(volume.size(0)).isEqualTo(4);
    assertThat(volume.size(1)).isEqualTo(3);
    assertThat(volume.size(2)).isEqualTo(2);
    assertThat(volume.slice(1).image()).containsExactly(6, 7, 8, 9, 10, 11);
    assertThat(volume.spacing()).contains(Spacing.of(8, 1.25, 1.5));
  }

  @Test
  void slicesAlongAnotherAxisAreTheSameVoxels() {
    Sample volume = reader(SliceAxis.FIRST).sample(nifti(4), true);

    // the file's columns become slices: voxel [x, y, z] holds x + 2 y + 6 z
    assertThat(volume.size(0)).isEqualTo(2);
    assertThat(volume.size(1)).isEqualTo(4);
    assertThat(volume.size(2)).isEqualTo(3);
    assertThat(volume.slice(1).image()).containsExactly(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23);
    assertThat(volume.spacing()).contains(Spacing.of(1.5, 8, 1.25));
  }

  @Test
  void slicesOfAnArrayWithItsLastAxisFastestMayLieAlongThatAxis() {
    scans.both("a.h5", 1, 2, 3, 4);
    ScanCase scan = ScanCase.together("a", "a", List.of(root.resolve("a.h5")));

    Sample volume = reader(SliceAxis.THIRD).sample(scan, true);

    // voxel [x, y, z] holds 12 x + 4 y + z
    assertThat(volume.size(0)).isEqualTo(4);
    assertThat(volume.slice(1).image()).containsExactly(1, 5, 9, 13, 17, 21);
    assertThat(volume.label())
        .hasValueSatisfying(
            l -> assertThat(l).startsWith(0, 1, 1).hasSize(24).containsOnlyOnce((byte) 0));
  }

  @Test
  void slicesInFilesOfTheirOwnAreOneScan() {
    scans.both("s1.h5", 1, 2, 3);
    scans.both("s2.h5", 0, 2, 3);
    ScanCase scan =
        ScanCase.together("s", "s", List.of(root.resolve("s1.h5"), root.resolve("s2.h5")));

    Sample volume = reader(SliceAxis.FIRST).sample(scan, true);

    assertThat(volume.size(0)).isEqualTo(2);
    assertThat(volume.image()).containsExactly(0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5);
    assertThat(volume.label())
        .hasValueSatisfying(l -> assertThat(l).containsExactly(0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void slicesOfTwoShapesAreNoScan() {
    scans.both("s1.h5", 1, 2, 3);
    scans.both("s2.h5", 1, 3, 2);
    ScanCase scan =
        ScanCase.together("s", "s", List.of(root.resolve("s1.h5"), root.resolve("s2.h5")));

    refused(
        scan,
        "In ROOT/s2.h5 'image' has shape 3x2, but ROOT/s1.h5 has 2x3: all slices of a scan must be"
            + " of one shape.");
  }

  @Test
  void labelMapOfAnotherShape() {
    Path image = scans.image("images/a.nii.gz", 4);
    Path label = scans.label("labels/a.nii.gz", 5, 1);

    refused(
        ScanCase.pair("a", "a", image, Optional.of(label)),
        "The label map ROOT/labels/a.nii.gz has shape 2x3x5, but its image ROOT/images/a.nii.gz"
            + " has shape 2x3x4: both must be of one shape.");
  }

  @Test
  void labelMapOfAnotherOrientation() {
    Path image = scans.image("images/a.nii.gz", 1);
    Scan mirrored =
        Scan.of(
                Shape.of(2, 3, 1),
                AxisOrder.FIRST_FASTEST,
                Voxels.ofLabels(new byte[] {0, 1, 1, 1, 1, 1}))
            .withAffine(Affine.ofRows(-1.5, 0, 0, 0, 0, 1.25, 0, 0, 0, 0, 8, 0));
    Path label = scans.write("labels/a.nii.gz", Contents.of(mirrored));

    refused(
        ScanCase.pair("a", "a", image, Optional.of(label)),
        "The label map ROOT/labels/a.nii.gz has orientation LAS, but its image"
            + " ROOT/images/a.nii.gz has RAS, with axes up to 180 degrees apart: save both in one orientation.");
  }

  @Test
  void labelOutsideTheClasses() {
    Path image = scans.image("images/a.nii.gz", 1);
    Path label = scans.label("labels/a.nii.gz", 1, 2);

    refused(
        ScanCase.pair("a", "a", image, Optional.of(label)),
        "The label map ROOT/labels/a.nii.gz holds 2 at voxel 1: allowed are 0 to 1.");
  }

  @Test
  void theWhiteOfAMaskIsToBeStoredAsOne() {
    Path image = scans.image("images/a.nii.gz", 1);
    Path label = scans.label("labels/a.nii.gz", 1, 255);

    refused(
        ScanCase.pair("a", "a", image, Optional.of(label)),
        "The label map ROOT/labels/a.nii.gz holds 255 at voxel 1: allowed are 0 to 1, so store 1 in place of the 255 of white.");
  }

  @Test
  void labelsAreReadOnlyWhereTheyAreNeeded() {
    Path image = scans.image("images/a.nii.gz", 1);
    Path broken = scans.text("labels/a.nii.gz", "no NIfTI");
    ScanCase scan = ScanCase.pair("a", "a", image, Optional.of(broken));

    assertThat(reader(SliceAxis.THIRD).sample(scan, false).label()).isEmpty();
  }

  @Test
  void aLabelledScanNeedsALabelMap() {
    Path image = scans.image("images/a.nii.gz", 1);

    refused(
        ScanCase.pair("a", "a", image, Optional.empty()),
        "ROOT/images/a.nii.gz has no label map, which a labelled scan needs: add it, or list the"
            + " scan as unlabeled.");
  }

  @Test
  void aScanOfSeveralTimePointsIsRefused() {
    Scan moving = Scan.of(Shape.of(1, 1, 1, 2), AxisOrder.FIRST_FASTEST, Voxels.of(1, 2));
    Path image = scans.write("images/a.nii.gz", Contents.of(moving));

    assertThatThrownBy(
            () ->
                reader(SliceAxis.THIRD)
                    .sample(ScanCase.pair("a", "a", image, Optional.empty()), false))
        .isInstanceOf(UserException.class)
        .hasMessage(
            image
                + " has shape 1x1x1x2, but a scan needs 3 axes: name its channels, as with"
                + " data.channels: [red, green, blue], or split it into one file a time point,"
                + " channel or layer.");
  }

  @Test
  void aLabelMapInColoursIsToldApartFromAnImage() {
    Scan slice = Scan.of(Shape.of(1, 2, 1), AxisOrder.FIRST_FASTEST, Voxels.of(1, 2));
    Scan colours = Scan.of(Shape.of(1, 1, 1, 2), AxisOrder.FIRST_FASTEST, Voxels.of(1, 2));
    Path image = scans.write("images/a.nii.gz", Contents.of(slice));
    Path label = scans.write("labels/a.nii.gz", Contents.of(colours));

    assertThatThrownBy(
            () ->
                reader(SliceAxis.THIRD)
                    .sample(ScanCase.pair("a", "a", image, Optional.of(label)), true))
        .isInstanceOf(UserException.class)
        .hasMessage(
            label
                + " has shape 1x1x1x2, but a label map has one number a voxel on 3 axes: save the"
                + " numbers of the classes in grey or as a palette, or put layers together into"
                + " one.");
  }

  /** Two channels, and two axes of that size: the label map tells which counts them. */
  @Test
  void channelsOfAnHdf5FileAreOnTheAxisThatItsLabelMapLacks() {
    float[] values = new float[24];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    byte[] classes = new byte[12];
    classes[11] = 1;
    Path file =
        scans.write(
            "a.h5",
            Contents.of(
                Scan.of(Shape.of(2, 3, 2, 2), AxisOrder.LAST_FASTEST, Voxels.of(values)),
                Scan.of(Shape.of(2, 3, 2), AxisOrder.LAST_FASTEST, Voxels.ofLabels(classes))));
    ReadingRules rules =
        ReadingRules.of(CLASSES, SliceAxis.FIRST).withChannels(List.of("FLAIR", "T1"));

    Sample sample = new CaseReader(rules).sample(ScanCase.together("a", "a", List.of(file)), true);

    assertThat(sample.channels()).isEqualTo(2);
    assertThat(sample.shape()).isEqualTo(Shape.of(2, 3, 2));
    assertThat(sample.image())
        .containsExactly(
            0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23);
    assertThat(sample.label()).hasValueSatisfying(l -> assertThat(l).isEqualTo(classes));
  }

  @Test
  void everyPartOfTheTumourIsTumour() {
    Path image = scans.image("images/a.nii.gz", 1);
    Path label = scans.label("labels/a.nii.gz", 1, 4);
    ReadingRules rules = ReadingRules.of(CLASSES, SliceAxis.THIRD).with(LabelRule.wholeTumour());

    Sample volume =
        new CaseReader(rules).sample(ScanCase.pair("a", "a", image, Optional.of(label)), true);

    assertThat(volume.label())
        .hasValueSatisfying(l -> assertThat(l).containsExactly(0, 1, 1, 1, 1, 1));
  }

  @Test
  void preprocessingComesBeforeSlicing() {
    ReadingRules rules = ReadingRules.of(CLASSES, SliceAxis.THIRD).with(IntensityRule.minMax());

    Sample volume = new CaseReader(rules).sample(nifti(1), false);

    assertThat(volume.image()).containsExactly(0, 0.2f, 0.4f, 0.6f, 0.8f, 1);
  }

  @Test
  void pairsOfEqualHeadersAreKeptApartByTheirVoxels() {
    CaseReader cached =
        new CaseReader(
            ReadingRules.of(CLASSES, SliceAxis.THIRD),
            VolumeFormats.installed(),
            CachedPreparation.of(
                Configs.at("folder", "")
                    .config(PreprocessConfig.defaults(), root.resolve("cache").toString())));

    assertThat(cached.sample(pair("a", 1), false).image()[0]).isEqualTo(1);
    assertThat(cached.sample(pair("b", 2), false).image()[0]).isEqualTo(2);
    assertThat(cached.sample(pair("a", 3), false).image()[0]).isEqualTo(3);
  }

  private ScanCase pair(String name, float value) {
    Scan scan =
        Scan.of(Shape.of(1, 1, 1), AxisOrder.FIRST_FASTEST, Voxels.of(new float[] {value}))
            .withAffine(Affine.ofSpacing(1, 1, 1));
    scans.write("images/" + name + ".img", Contents.of(scan));
    return ScanCase.pair(name, name, root.resolve("images/" + name + ".hdr"), Optional.empty());
  }

  private ScanCase nifti(int slices) {
    Path image = scans.image("images/a.nii.gz", slices);
    Path label = scans.label("labels/a.nii.gz", slices, 1);
    return ScanCase.pair("a", "a", image, Optional.of(label));
  }

  private static CaseReader reader(SliceAxis axis) {
    return new CaseReader(ReadingRules.of(CLASSES, axis));
  }

  private void refused(ScanCase scan, String message) {
    assertThatThrownBy(() -> reader(SliceAxis.FIRST).sample(scan, true))
        .isInstanceOf(UserException.class)
        .hasMessage(message.replace("ROOT", root.toString()));
  }
}
