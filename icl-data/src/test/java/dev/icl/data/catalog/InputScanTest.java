package dev.icl.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.Datasets;
import dev.icl.data.phantom.PhantomProvider;
import dev.icl.data.preprocess.Crop;
import dev.icl.data.preprocess.Normalization;
import dev.icl.data.preprocess.PreprocessConfig;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.scan.Voxels;
import dev.icl.data.settings.DataConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InputScanTest {
  private static final PreprocessConfig NONE = PreprocessConfig.defaults();
  private static final PreprocessConfig EVERYTHING =
      new PreprocessConfig(
          "LPS",
          List.of(0.5, 0.5, 0.0),
          Crop.NONZERO,
          0,
          List.of(),
          List.of(),
          Normalization.MIN_MAX);
  private static final Affine OBLIQUE =
      Affine.ofRows(0.9, 0.1, 0.2, 5, -0.1, 0.9, 0.1, 6, -0.4, -0.2, 3, 7);

  /** There are no settings that could decide. */
  @Test
  void anArrayWhoseChannelsMayBeAlongTwoAxesIsRefusedWithAWayOut() {
    Scan scan = Scan.of(Shape.of(2, 3, 4, 2), AxisOrder.LAST_FASTEST, Voxels.of(new float[48]));
    ReadingRules rules =
        ReadingRules.inputs(AxisOrder.LAST_FASTEST).withChannels(List.of("T1", "T2"));

    assertThatThrownBy(() -> InputScan.of("case", scan, rules, NONE))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith(
            "has shape 2x3x4x2, of which the first and the last axis may both count the 2 channels T1,"
                + " T2: give a file for each channel, named as CASE_0000, CASE_0001 and so on.");
  }

  @ParameterizedTest
  @EnumSource(
      value = SliceAxis.class,
      names = {"FIRST", "SECOND", "THIRD"})
  void labelsOfTheVolumeComeBackToTheirVoxelsAlongEveryAxis(SliceAxis axis) {
    Scan scan = scan(4, 5, 6);
    InputScan input =
        InputScan.of("case", scan, ReadingRules.inputs(scan.order()).along(axis), NONE);

    byte[] classes = new byte[120];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) input.sample().image()[i];
    }

    assertThat(input.sample().size(0)).isEqualTo(scan.shape().dim(axis.ordinal() - 1));
    assertThat(input.restore(classes).voxels().toFloats()).isEqualTo(scan.voxels().toFloats());
  }

  @Test
  void aPreprocessedScanGetsItsLabelsOnItsOwnGrid() {
    Scan scan = scan(8, 9, 4);
    ReadingRules rules = ReadingRules.inputs(scan.order());
    InputScan input = InputScan.of("case", scan, rules, EVERYTHING);
    byte[] classes = new byte[input.sample().image().length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) (input.sample().image()[i] > 0.5 ? 1 : 0);
    }

    Scan labels = input.restore(classes);

    assertThat(input.sample().size(1)).isGreaterThan(9);
    assertThat(labels.shape()).isEqualTo(Shape.of(8, 9, 4));
    assertThat(labels.affine()).contains(OBLIQUE);
    assertThat(labels.spacing().orElseThrow()).isEqualTo(scan.spacing().orElseThrow());
    int right = 0;
    float[] values = scan.voxels().toFloats();
    for (int i = 0; i < values.length; i++) {
      right += labels.voxels().at(i) == (values[i] > 0.5 * 119 ? 1 : 0) ? 1 : 0;
    }
    assertThat(right).isGreaterThan((int) (0.9 * values.length));
  }

  @Test
  void axesOfSizeOneBehindTheThirdStay() {
    Scan scan = Scan.of(Shape.of(2, 3, 2, 1), AxisOrder.FIRST_FASTEST, Voxels.of(new float[12]));

    InputScan input = InputScan.of("case", scan, ReadingRules.inputs(scan.order()), NONE);

    assertThat(input.restore(new byte[12]).shape()).isEqualTo(Shape.of(2, 3, 2, 1));
  }

  @Test
  void aScanOfTwoTimePointsIsRefused() {
    Scan scan = Scan.of(Shape.of(2, 3, 2, 2), AxisOrder.FIRST_FASTEST, Voxels.of(new float[24]));

    assertThatThrownBy(() -> InputScan.of("case", scan, ReadingRules.inputs(scan.order()), NONE))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("The scan case has shape 2x3x2x2, but a scan needs 3 axes");
  }

  @Test
  void intensitiesGoThroughWhatTheDatasetOfTheTrainingNeeds() {
    Scan scan = scan(4, 5, 6);
    ReadingRules rules = Datasets.inputs(DataConfig.of(new PhantomProvider()), scan.order());

    float[] image = InputScan.of("case", scan, rules, NONE).sample().image();

    assertThat(image[0]).isZero();
    assertThat(image[119]).isEqualTo(1);
  }

  @Test
  void slicesLieAlongTheSlowestAxisOfTheFile() {
    DataConfig phantom = DataConfig.of(new PhantomProvider());

    assertThat(Datasets.inputs(phantom, AxisOrder.FIRST_FASTEST).axis()).isEqualTo(SliceAxis.THIRD);
    assertThat(Datasets.inputs(phantom, AxisOrder.LAST_FASTEST).axis()).isEqualTo(SliceAxis.FIRST);
  }

  /** Values that grow from 0 to 119 along memory, and stay there. */
  private static Scan scan(int columns, int rows, int slices) {
    float[] values = new float[columns * rows * slices];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.min(119, i);
    }
    return Scan.of(Shape.of(columns, rows, slices), AxisOrder.FIRST_FASTEST, Voxels.of(values))
        .withAffine(OBLIQUE);
  }
}
