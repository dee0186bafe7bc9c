package dev.icl.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import org.junit.jupiter.api.Test;

/** The intensities of prepared scans: windows, percentiles and norms. */
class PreparedIntensitiesTest {
  @Test
  void aWindowBecomesZeroToOne() {
    assertThat(values(Settings.NONE.withWindow(-100, 300), -1000, 0, 100, 1000))
        .containsExactly(0, 0.25f, 0.5f, 1);
  }

  @Test
  void aWindowThatIsNotNormalizedOnlyClips() {
    assertThat(
            values(
                Settings.NONE.withWindow(-100, 300).with(Normalization.NONE), -1000, 0, 100, 1000))
        .containsExactly(-100, 0, 100, 300);
  }

  @Test
  void percentilesAreInterpolatedAsNumPyDoes() {
    // numpy.percentile([0, 1, 2, 3, 10], [10, 75]) is [0.4, 3.0]
    assertThat(
            values(Settings.NONE.withPercentiles(10, 75).with(Normalization.NONE), 0, 1, 2, 3, 10))
        .containsExactly(0.4f, 1, 2, 3, 3);
  }

  @Test
  void zScoresHaveMeanZeroAndDeviationOne() {
    assertThat(values(Settings.NONE.with(Normalization.Z_SCORE), 1, 1, 3, 3))
        .containsExactly(-1, -1, 1, 1);
  }

  @Test
  void aScanOfOneIntensityBecomesZero() {
    assertThat(values(Settings.NONE.with(Normalization.Z_SCORE), 4, 4)).containsExactly(0, 0);
    assertThat(values(Settings.NONE.with(Normalization.MIN_MAX), 4, 4)).containsExactly(0, 0);
  }

  private static float[] values(Settings settings, float... image) {
    Scan scan = Scan.of(Shape.of(image.length, 1, 1), AxisOrder.FIRST_FASTEST, Voxels.of(image));
    return new ScanPreparation(settings.config()).apply(scan).image().voxels().toFloats();
  }
}
