package dev.icl.app.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RegionUncertaintyTest {
  private static final Offset<Double> ROUNDING = within(1e-6);

  @Test
  void itIsTheMeanOverTheForegroundAndItsMargin() {
    // 2 mm along the axis: 5 mm are 2 voxels, rounded half to even from 2.5
    Scan labels = line(0, 0, 0, 2, 0, 0, 0).withSpacing(2, 1, 1);
    Scan entropy = numbers(0.9f, 0.1f, 0.2f, 0.6f, 0.2f, 0.1f, 0.9f);

    RegionUncertainty found = RegionUncertainty.of(labels, entropy, 5);

    assertThat(found.foreground()).isEqualTo(1);
    assertThat(found.region()).isEqualTo(5);
    assertThat(found.mean()).isCloseTo(1.2 / 5, ROUNDING);
  }

  @Test
  void withoutAMarginOnlyTheForegroundCounts() {
    Scan labels = line(0, 1, 0, 2, 0, 0, 0);

    RegionUncertainty found = RegionUncertainty.of(labels, numbers(1, 0.5f, 1, 0.1f, 1, 1, 1), 0);

    assertThat(found.region()).isEqualTo(2);
    assertThat(found.mean()).isCloseTo(0.3, ROUNDING);
  }

  @Test
  void aMarginReachesAlongEveryAxisAndNotBeyondTheScan() {
    byte[] classes = new byte[5 * 4 * 3];
    classes[0] = 1;
    float[] entropy = new float[classes.length];
    entropy[classes.length - 1] = 1;
    Shape shape = Shape.of(5, 4, 3);

    RegionUncertainty one =
        RegionUncertainty.of(
            Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.ofLabels(classes)),
            Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.of(entropy)),
            1);
    RegionUncertainty all =
        RegionUncertainty.of(
            Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.ofLabels(classes)),
            Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.of(entropy)),
            100);

    assertThat(one.region()).isEqualTo(2 * 2 * 2);
    assertThat(one.mean()).isZero();
    assertThat(all.region()).isEqualTo(60);
    assertThat(all.mean()).isCloseTo(1 / 60.0, ROUNDING);
  }

  @Test
  void whereNothingIsPredictedTheLeastSureVoxelsCount() {
    byte[] none = new byte[300];
    float[] entropy = new float[300];
    entropy[7] = 0.6f;
    entropy[100] = 0.3f;
    Shape shape = Shape.of(300, 1, 1);

    RegionUncertainty found =
        RegionUncertainty.of(
            Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.ofLabels(none)),
            Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.of(entropy)),
            5);

    assertThat(found.foreground()).isZero();
    assertThat(found.region()).isEqualTo(3);
    assertThat(found.mean()).isCloseTo(0.3, ROUNDING);
  }

  private static Scan line(int... classes) {
    byte[] map = new byte[classes.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = (byte) classes[i];
    }
    return Scan.of(Shape.of(map.length, 1, 1), AxisOrder.FIRST_FASTEST, Voxels.ofLabels(map));
  }

  private static Scan numbers(float... values) {
    return Scan.of(Shape.of(values.length, 1, 1), AxisOrder.FIRST_FASTEST, Voxels.of(values));
  }
}
