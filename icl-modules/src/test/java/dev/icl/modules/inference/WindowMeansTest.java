package dev.icl.modules.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Means over windows that overlap, given place by place. */
class WindowMeansTest extends VoxelScores {
  @Test
  void probabilitiesAreMeansOverWindows() {
    // windows of 3 at 0 and 2 of 5 places, which say 0.2 and 0.6
    ScorePlanes flat = twoWindows(5, HALF.withStride(List.of(2)).with(Blend.FLAT), 0.2, 0.6);

    assertThat(secondClass(flat, 5))
        .containsExactly(new float[] {0.2f, 0.2f, 0.4f, 0.6f, 0.6f}, ROUNDING);
    assertThatThrownBy(flat::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void gaussianWindowsCountMostInTheirMiddle() {
    // one place beside the middle of 3 is 8/3 standard deviations away: a weight of 0.0285655
    ScorePlanes planes = twoWindows(4, HALF.withStride(List.of(1)), 0.2, 0.6);

    assertThat(secondClass(planes, 4))
        .containsExactly(new float[] {0.2f, 0.2111087f, 0.5888913f, 0.6f}, ROUNDING);
  }

  @Test
  void meansOfLogitsAreSoftmaxedInTheEnd() {
    InferenceConfig logits = HALF.withStride(List.of(2)).with(Blend.FLAT).with(Average.LOGITS);

    float[] found = secondClass(twoWindows(5, logits, 2, 0), 5);

    // 1 / (1 + e^-2), 1 / (1 + e^-1) and 1 / 2
    assertThat(found)
        .containsExactly(new float[] {0.8807971f, 0.8807971f, 0.7310586f, 0.5f, 0.5f}, ROUNDING);
  }

  @Test
  void windowsAreScoredWhenTheirPlaceIsAskedFor() {
    List<Integer> scored = new ArrayList<>();
    PatchScores spy =
        patches -> {
          scored.add(patches.shape().dim(0));
          return POINTWISE.of(patches);
        };
    ScorePlanes planes =
        new SlidingWindow(Shape.of(4, 9, 13), HALF, 1)
            .scores(noise(new int[] {40, 9, 13}), 1, Shape.of(40, 9, 13), spy);

    planes.next();
    planes.next();
    assertThat(scored).hasSize(1);
    planes.next();
    assertThat(scored).hasSize(2);
  }

  /** Scores of two classes for two windows: 0 or the rest to 1 for the first, and these. */
  private static ScorePlanes twoWindows(int size, InferenceConfig how, double... second) {
    PatchScores scores =
        patches -> {
          HostTensor out = HostTensor.zeros(DType.F32, Shape.of(2, 2, 3));
          for (int i = 0; i < 12; i++) {
            double value = second[i / 6];
            double first = how.average() == Average.LOGITS ? 0 : 1 - value;
            out.set(i, i / 3 % 2 == 0 ? first : value);
          }
          return out;
        };
    return new SlidingWindow(Shape.of(3), how, 2)
        .scores(new float[size], 1, Shape.of(size), scores);
  }

  private static float[] secondClass(ScorePlanes planes, int places) {
    float[] found = new float[places];
    for (int i = 0; i < places; i++) {
      found[i] = planes.next()[1][0];
    }
    return found;
  }
}
