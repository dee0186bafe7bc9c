package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MixBoxesTest {
  @Test
  void boxesOfAStepHaveOneSizeCutOffAtTheEdges() {
    int largest = 0;
    double sum = 0;
    for (int seed = 0; seed < 200; seed++) {
      double[] masks = fill(seed, 4, 16, 16).get(MixBoxes.BOXES).toDoubles();
      int most = 0;
      for (int row = 0; row < 4; row++) {
        int zeros = 0;
        for (int i = 0; i < 256; i++) {
          zeros += masks[row * 256 + i] == 0 ? 1 : 0;
        }
        most = Math.max(most, zeros);
        sum += zeros / 256.0;
      }
      // twice half of an edge, which is rounded down
      largest = Math.max(largest, most);
    }
    assertThat(largest).isLessThan(15 * 15);
    // about half of the image, of which the edges cut off a part
    assertThat(sum / 800).isBetween(0.15, 0.45);
  }

  /** Of 16 pixels the centres are 2 to 15: no box ends before its centre. */
  @Test
  void centresAreNotInTheFirstEighth() {
    for (int seed = 0; seed < 200; seed++) {
      double[] masks = fill(seed, 4, 16, 16).get(MixBoxes.BOXES).toDoubles();
      for (int row = 0; row < 4; row++) {
        int bottom = -1;
        int right = -1;
        for (int i = 0; i < 256; i++) {
          if (masks[row * 256 + i] == 0) {
            bottom = Math.max(bottom, i / 16);
            right = Math.max(right, i % 16);
          }
        }
        // half of an edge reaches one pixel beyond the centre at least, which does not count itself
        assertThat(bottom == -1 || bottom >= 2).as("row of seed %d", seed).isTrue();
        assertThat(right == -1 || right >= 2).as("column of seed %d", seed).isTrue();
      }
    }
  }

  @Test
  void edgesAreTheRootOfOneMinusTheFactor() {
    for (int seed = 0; seed < 50; seed++) {
      double edge =
          Math.sqrt(
              1
                  - MixFactors.beta(
                      MixFactors.gamma(4, RandomKey.of(seed).child("mix boxes").generator())));
      double[] masks = fill(seed, 32, 64, 64).get(MixBoxes.BOXES).toDoubles();
      int longest = 0;
      for (int line = 0; line < 32 * 64; line++) {
        int zeros = 0;
        for (int x = 0; x < 64; x++) {
          zeros += masks[line * 64 + x] == 0 ? 1 : 0;
        }
        longest = Math.max(longest, zeros);
      }
      // of 32 boxes at least one is not cut off by much
      assertThat(longest).isLessThanOrEqualTo((int) (64 * edge)).isGreaterThan((int) (48 * edge));
    }
  }

  @Test
  void theOrderIsAPermutation() {
    boolean moved = false;
    for (int seed = 0; seed < 20; seed++) {
      double[] order = fill(seed, 5, 8, 8).get(MixBoxes.ORDER).toDoubles();
      assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
      moved |= order[0] != 0;
    }
    assertThat(moved).isTrue();
  }

  @Test
  void volumesGetBoxesOfThreeAxes() {
    HostTensor masks = fill(3, 2, 8, 16, 16).get(MixBoxes.BOXES);

    assertThat(masks.shape()).isEqualTo(Shape.of(2, 1, 8, 16, 16));
    assertThat(masks.toDoubles()).contains(0.0, 1.0);
  }

  @Test
  void everythingFollowsFromTheKey() {
    for (String name : new String[] {MixBoxes.BOXES, MixBoxes.ORDER}) {
      assertThat(fill(4, 6, 8, 8).get(name).toDoubles())
          .isEqualTo(fill(4, 6, 8, 8).get(name).toDoubles());
    }
  }

  /** The mean of Beta(4, 4) is 1/2, its variance 1/36. */
  @Test
  void mixFactorsOfLargeAlphaAreCloseToOneHalf() {
    var gamma = MixFactors.gamma(4, RandomKey.of(1).generator());
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 4000; i++) {
      double lambda = MixFactors.beta(gamma);
      sum += lambda;
      squares += (lambda - 0.5) * (lambda - 0.5);
    }
    assertThat(sum / 4000).isCloseTo(0.5, within(0.015));
    assertThat(squares / 4000).isCloseTo(1.0 / 36, within(0.004));
  }

  private static Map<String, HostTensor> fill(long seed, int images, int... spatial) {
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put(
        Batch.IMAGE_UNLABELED, HostTensor.zeros(DType.F32, Shape.of(images, 1).append(spatial)));
    MixBoxes boxes = new MixBoxes(4);
    // a second draw must leave nothing of the first
    boxes.fill(0, RandomKey.of(999), inputs);
    boxes.fill(1, RandomKey.of(seed), inputs);
    return inputs;
  }
}
