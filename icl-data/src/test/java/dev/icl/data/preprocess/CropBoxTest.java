package dev.icl.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class CropBoxTest {
  @Test
  void boxesOfTheSameVoxelsAreEqual() {
    float[] image = new float[60];
    image[1 + 5 * (2 + 4)] = 7; // at 1, 2, 1
    image[3 + 5 * (2 + 4)] = 7; // at 3, 2, 1

    CropBox found = CropBox.around(Shape.of(5, 4, 3), List.of(image), Crop.NONZERO, 0);

    CropBox same = new CropBox(new int[] {1, 2, 1}, Shape.of(3, 1, 1));
    assertThat(found).isEqualTo(same).hasSameHashCodeAs(same).hasToString("[3, 1, 1] at [1, 2, 1]");
    assertThat(found)
        .isNotEqualTo(new CropBox(new int[] {1, 2, 0}, Shape.of(3, 1, 1)))
        .isNotEqualTo(new CropBox(new int[] {1, 2, 1}, Shape.of(3, 1, 2)));
  }

  @Test
  void otherThanThreeAxesAreRefused() {
    for (Shape shape : List.of(Shape.of(6, 4), Shape.of(2, 3, 2, 2))) {
      float[] image = new float[24];
      assertThatThrownBy(() -> CropBox.around(shape, List.of(image), Crop.NONZERO, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a box of three axes in " + shape);
    }
  }

  @Test
  void aChannelOfAnotherSizeIsRefused() {
    for (int voxels : new int[] {59, 61}) {
      float[] image = new float[voxels];
      assertThatThrownBy(() -> CropBox.around(Shape.of(5, 4, 3), List.of(image), Crop.NONZERO, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(voxels + " voxels in [5, 4, 3]");
    }
  }

  @Test
  void indicesAreItsOwnAndAsManyAsSizes() {
    int[] low = {1, 2, 3};
    CropBox box = new CropBox(low, Shape.of(3, 1, 1));
    low[0] = 7;
    box.low()[1] = 7;

    assertThat(box.low()).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> new CropBox(low, Shape.of(3, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a box of [3, 1] at [7, 2, 3]");
  }
}
