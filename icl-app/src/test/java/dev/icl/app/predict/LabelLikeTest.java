package dev.icl.app.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class LabelLikeTest {
  @Test
  void fewWholeNumbersFromZeroAreThoseOfALabelMap() {
    assertThat(LabelLike.notes(scan(512, i -> i % 4)))
        .containsExactly(
            "its voxels hold only the whole numbers 0, 1, 2, 3, as those of a label map do, so it may be no image");
    assertThat(LabelLike.notes(scan(512, i -> i % 2 * 600))).hasSize(1);
  }

  @Test
  void imagesAreNot() {
    assertThat(LabelLike.notes(scan(512, i -> i % 101))).isEmpty();
    assertThat(LabelLike.notes(scan(512, i -> i % 4 + 0.5))).isEmpty();
    assertThat(LabelLike.notes(scan(512, i -> i % 4 - 1))).isEmpty();
    assertThat(LabelLike.notes(scan(512, i -> i % 4 + 1))).isEmpty();
    assertThat(LabelLike.notes(scan(512, i -> 0))).isEmpty();
    assertThat(LabelLike.notes(scan(512, i -> Double.NaN))).isEmpty();
    assertThat(LabelLike.notes(scan(64, i -> i % 2))).isEmpty();
  }

  private static Scan scan(int voxels, IntToDoubleFunction value) {
    float[] values = new float[voxels];
    for (int i = 0; i < voxels; i++) {
      values[i] = (float) value.applyAsDouble(i);
    }
    return Scan.of(Shape.of(voxels, 1, 1), AxisOrder.FIRST_FASTEST, Voxels.of(values));
  }
}
