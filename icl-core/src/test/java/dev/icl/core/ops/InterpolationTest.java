package dev.icl.core.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
  @Test
  void alignedCornersKeepTheEndsAndSplitTheRest() {
    assertThat(Interpolation.weights(2, 3, true)).containsExactly(1, 0, 0.5f, 0.5f, 0, 1);
  }

  @Test
  void alignedAreasStopAtTheBorder() {
    assertThat(Interpolation.weights(2, 4, false))
        .containsExactly(1, 0, 0.75f, 0.25f, 0.25f, 0.75f, 0, 1);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,5", "5,1", "3,7", "7,3", "16,16", "8,64"})
  void everyNewPointIsAMeanOfAtMostTwoOldOnes(int from, int to) {
    for (boolean aligned : new boolean[] {false, true}) {
      float[] weights = Interpolation.weights(from, to, aligned);
      assertThat(weights).hasSize(to * from);
      for (int i = 0; i < to; i++) {
        float sum = 0;
        int used = 0;
        for (int j = 0; j < from; j++) {
          float weight = weights[i * from + j];
          assertThat(weight).isBetween(0f, 1f);
          sum += weight;
          used += weight > 0 ? 1 : 0;
        }
        assertThat(sum).isCloseTo(1, within(1e-6f));
        assertThat(used).isBetween(1, 2);
      }
    }
  }
}
