package dev.icl.app.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.predict.ScanRecord.ClassVolume;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Volumes of the classes of a label map. */
class ClassVolumeTest {
  private static final List<String> CLASSES = List.of("background", "RV", "LV");
  private static final Scan LABELS =
      Scan.of(
          Shape.of(2, 2, 2),
          AxisOrder.FIRST_FASTEST,
          Voxels.ofLabels(new byte[] {0, 2, 2, 0, 2, 0, 0, 0}));

  @Test
  void millilitresFollowFromTheSpacing() {
    // voxels of 2 × 2.5 × 10 mm are 50 mm³
    Scan onGrid = LABELS.withAffine(Affine.ofSpacing(2, 2.5, 10));

    assertThat(ClassVolume.of(onGrid, CLASSES))
        .containsExactly(new ClassVolume("RV", 0, 0.0), new ClassVolume("LV", 3, 0.15));
  }

  @Test
  void withoutASpacingThereAreVoxelsAlone() {
    assertThat(ClassVolume.of(LABELS, CLASSES))
        .containsExactly(new ClassVolume("RV", 0, null), new ClassVolume("LV", 3, null));
  }
}
