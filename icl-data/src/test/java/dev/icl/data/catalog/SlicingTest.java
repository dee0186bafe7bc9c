package dev.icl.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.tensor.Shape;
import dev.icl.data.format.VoxelChecks;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.scan.Voxels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SlicingTest {
  @ParameterizedTest
  @CsvSource({
    "LAST_FASTEST, FIRST, 2x3x5",
    "LAST_FASTEST, SECOND, 3x2x5",
    "LAST_FASTEST, THIRD, 5x2x3",
    "FIRST_FASTEST, FIRST, 2x5x3",
    "FIRST_FASTEST, SECOND, 3x5x2",
    "FIRST_FASTEST, THIRD, 5x3x2"
  })
  void theAxisOfSlicesComesToTheFrontAndTheSlowerOtherFollows(
      AxisOrder order, SliceAxis axis, String expected) {
    Scan scan = scan(order, Shape.of(2, 3, 5));

    assertThat(VoxelChecks.times(Slicing.of(scan, axis).shape())).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(AxisOrder.class)
  void anotherNumberOfAxesIsRefused(AxisOrder order) {
    for (Shape shape : new Shape[] {Shape.of(2, 3), Shape.of(2, 3, 5, 2)}) {
      assertThatThrownBy(() -> Slicing.of(scan(order, shape), SliceAxis.FIRST))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Scan" + shape + " of float32 does not have three axes");
    }
  }

  private static Scan scan(AxisOrder order, Shape shape) {
    return Scan.of(shape, order, Voxels.of(new float[(int) shape.numel()]));
  }
}
