package dev.icl.data.preprocess;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings by which a scan cannot be prepared. */
class RefusedPreparationsTest extends GridScans {
  @Test
  void aScanWithoutAnAffineCannotBeTurned() {
    Scan scan = Scan.of(Shape.of(1, 1, 1), AxisOrder.FIRST_FASTEST, Voxels.of(1));
    ScanPreparation preparation =
        new ScanPreparation(Settings.NONE.withOrientation("RAS").config());

    assertThatThrownBy(() -> preparation.apply(scan))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "data.preprocess.orientation is RAS, but the file does not tell which way its axes run:"
                + " leave the key out, or convert the scan to NIfTI with an affine.");
  }

  @Test
  void aScanWithoutASpacingCannotBeResampled() {
    Scan scan = Scan.of(Shape.of(1, 1, 1), AxisOrder.FIRST_FASTEST, Voxels.of(1));
    ScanPreparation preparation =
        new ScanPreparation(Settings.NONE.withSpacing(1.0, 1.0, 1.0).config());

    assertThatThrownBy(() -> preparation.apply(scan))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the file does not tell the distance of its voxels");
  }

  @Test
  void aSpacingThatMakesTooManyVoxelsIsRefused() {
    Scan scan = ramp(new int[] {500, 500, 100}, 1, 1, 1);
    ScanPreparation preparation =
        new ScanPreparation(Settings.NONE.withSpacing(1e-3, 1e-3, 1e-3).config());

    assertThatThrownBy(() -> preparation.apply(scan))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("choose a coarser one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RA", "RAR", "XYZ", "ras", "RASS", "RLA"})
  void lettersThatAreNoOrientationAreRefused(String codes) {
    PreprocessConfig config = Settings.NONE.withOrientation(codes).config();

    assertThatThrownBy(() -> new ScanPreparation(config))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("give three letters");
  }
}
