package dev.icl.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

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
}
