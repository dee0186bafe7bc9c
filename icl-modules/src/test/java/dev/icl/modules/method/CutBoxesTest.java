package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CutBoxesTest {
  private static final int IMAGES = 400;

  @Test
  void everyOtherImageHasABoxOfTheSizesOfTheProgram() {
    double[] masks = masks("s1", CutMixConfig.defaults(), 3, 32, 32).toDoubles();
    int boxes = 0;
    double sum = 0;
    for (int row = 0; row < IMAGES; row++) {
      Box box = new Box(masks, row, 32, 32);
      if (box.zeros > 0) {
        boxes++;
        sum += box.zeros / 1024.0;
        assertThat(box.zeros).as("a full box").isEqualTo(box.rows() * box.columns());
        // sides are rounded down, by up to a pixel each
        assertThat(box.zeros / 1024.0).isLessThanOrEqualTo(0.4);
        assertThat((box.rows() + 1) * (box.columns() + 1) / 1024.0).isGreaterThan(0.02);
        assertThat((box.rows() + 1.0) / box.columns()).isGreaterThan(0.3);
        assertThat((box.columns() + 1.0) / box.rows()).isGreaterThan(0.3);
      }
    }
    // five deviations of a fair coin
    assertThat(boxes).isBetween(150, 250);
    // uniform between 2 and 40 %; large ones are refused more often, and sides are rounded down
    assertThat(sum / boxes).isCloseTo(0.17, within(0.04));
  }

  @Test
  void boxesReachEveryEdge() {
    double[] masks = masks("s1", CutMixConfig.defaults(), 3, 8, 8).toDoubles();
    boolean[] touched = new boolean[4];
    for (int row = 0; row < IMAGES; row++) {
      Box box = new Box(masks, row, 8, 8);
      if (box.zeros > 0) {
        touched[0] |= box.top == 0;
        touched[1] |= box.bottom == 7;
        touched[2] |= box.left == 0;
        touched[3] |= box.right == 7;
      }
    }
    assertThat(touched).containsExactly(true, true, true, true);
  }

  @Test
  void volumesGetBoxesOfThreeAxes() {
    CutMixConfig config = new CutMixConfig(1, 0.25, 0.25, 1);
    double[] masks = masks("s1", config, 3, 8, 16, 32).toDoubles();
    int voxels = 8 * 16 * 32;
    // the third root of a quarter is 0.63: 5 of 8, 10 of 16 and 20 of 32
    for (int row = 0; row < IMAGES; row++) {
      int zeros = 0;
      for (int i = 0; i < voxels; i++) {
        zeros += masks[row * voxels + i] == 0 ? 1 : 0;
      }
      assertThat(zeros).isEqualTo(5 * 10 * 20);
    }
  }

  /** A ratio near 1 / 100 never is inside here with 90 % of the volume. */
  @Test
  void boxesThatAreHardlyEverInsideComeToAnEnd() {
    double[] masks = masks("s1", new CutMixConfig(1, 0.9, 0.9, 0.01), 3, 8, 16, 16).toDoubles();
    boolean[] corners = new boolean[2];
    int voxels = 8 * 16 * 16;
    for (int row = 0; row < IMAGES; row++) {
      int zeros = 0;
      for (int i = 0; i < voxels; i++) {
        zeros += masks[row * voxels + i] == 0 ? 1 : 0;
      }
      // the third root of 0.9 is 0.965: 7 of 8, 15 of 16
      assertThat(zeros).isGreaterThanOrEqualTo(7 * 15 * 15);
      corners[0] |= masks[row * voxels + 8 * 256 - 1] == 0;
      corners[1] |= masks[row * voxels] == 0;
    }
    assertThat(corners[0] && corners[1]).as("both corners").isTrue();
  }

  /** Sides of more pixels than there are whole numbers are outside, wherever they begin. */
  @Test
  void boxesOfAbsurdRatiosAreThoseOfTheImage() {
    double[] masks = masks("s1", new CutMixConfig(1, 0.9, 0.9, 1e-20), 3, 16, 16).toDoubles();
    for (int row = 0; row < IMAGES; row++) {
      // the root of 0.9 is 0.949: 15 of 16
      assertThat(Arrays.stream(masks, row * 256, (row + 1) * 256).filter(m -> m == 0).count())
          .isEqualTo(15 * 15);
    }
  }

  @Test
  void boxesFollowFromKeyAndName() {
    double[] once = masks("s1", CutMixConfig.defaults(), 3, 8, 8).toDoubles();

    assertThat(masks("s1", CutMixConfig.defaults(), 3, 8, 8).toDoubles()).isEqualTo(once);
    assertThat(masks("s2", CutMixConfig.defaults(), 3, 8, 8).toDoubles()).isNotEqualTo(once);
    assertThat(masks("s1", CutMixConfig.defaults(), 4, 8, 8).toDoubles()).isNotEqualTo(once);
  }

  private static HostTensor masks(String name, CutMixConfig config, long seed, int... spatial) {
    Map<String, HostTensor> inputs = new HashMap<>();
    Shape images = Shape.of(IMAGES, 1).append(spatial);
    inputs.put(Batch.IMAGE_UNLABELED, HostTensor.zeros(DType.F32, images));
    // a second draw must leave nothing of the first
    CutBoxes boxes = new CutBoxes(name, config);
    boxes.fill(0, RandomKey.of(999), inputs);
    boxes.fill(1, RandomKey.of(seed), inputs);
    assertThat(inputs.get(name).shape()).isEqualTo(images);
    return inputs.get(name);
  }

  /** The zeros of a mask and what encloses them. */
  private static final class Box {
    int zeros;
    int top = Integer.MAX_VALUE;
    int bottom = -1;
    int left = Integer.MAX_VALUE;
    int right = -1;

    Box(double[] masks, int row, int height, int width) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          if (masks[(row * height + y) * width + x] == 0) {
            zeros++;
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            left = Math.min(left, x);
            right = Math.max(right, x);
          }
        }
      }
    }

    int rows() {
      return bottom - top + 1;
    }

    int columns() {
      return right - left + 1;
    }
  }
}
