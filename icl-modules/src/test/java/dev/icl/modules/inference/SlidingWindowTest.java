package dev.icl.modules.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows over images of any size, against the same sums over the whole image. */
class SlidingWindowTest extends VoxelScores {
  private static final int[] VOLUME = {11, 9, 13};

  @ParameterizedTest
  @EnumSource(Blend.class)
  void oneWindowOverAllOfAVolumeIsTheFunctionItself(Blend blend) {
    float[] image = noise(VOLUME);
    SlidingWindow window = window(Shape.of(11, 9, 13), 0.5, blend, 2);

    byte[] found = window.labels(image, 1, Shape.of(VOLUME), PLACED);

    assertThat(found).isEqualTo(highest(PLACED.of(tensor(image, VOLUME))));
  }

  @ParameterizedTest
  @CsvSource({"0, FLAT", "0.25, FLAT", "0.5, GAUSSIAN", "0.75, GAUSSIAN"})
  void windowsDoNotChangeAFunctionOfSingleVoxels(double overlap, Blend blend) {
    float[] image = noise(VOLUME);
    SlidingWindow window = window(Shape.of(4, 5, 4), overlap, blend, 3);

    byte[] found = window.labels(image, 1, Shape.of(VOLUME), POINTWISE);

    assertThat(found).isEqualTo(highest(POINTWISE.of(tensor(image, VOLUME))));
  }

  @Test
  void theBatchSizeChangesNothing() {
    float[] image = noise(VOLUME);
    byte[] one =
        window(Shape.of(4, 5, 4), 0.5, Blend.GAUSSIAN, 1)
            .labels(image, 1, Shape.of(VOLUME), PLACED);

    for (int batch : new int[] {2, 5, 1000}) {
      SlidingWindow window = window(Shape.of(4, 5, 4), 0.5, Blend.GAUSSIAN, batch);
      assertThat(window.labels(image, 1, Shape.of(VOLUME), PLACED)).isEqualTo(one);
    }
  }

  @ParameterizedTest
  @EnumSource(Blend.class)
  void sumsAreThoseOfAllWindowsAtOnce(Blend blend) {
    float[] image = noise(VOLUME);
    int[] patch = {4, 5, 4};

    byte[] found =
        window(Shape.of(4, 5, 4), 0.5, blend, 3).labels(image, 1, Shape.of(VOLUME), PLACED);

    assertThat(found).isEqualTo(allAtOnce(image, patch, new int[] {2, 3, 2}, blend));
  }

  @Test
  void whatIsSmallerThanAWindowIsPaddedWithZerosOnBothSides() {
    List<float[]> seen = new ArrayList<>();
    PatchScores spy =
        patches -> {
          seen.add(patches.toFloats());
          return POINTWISE.of(patches);
        };

    byte[] found =
        window(Shape.of(3, 4), 0.5, Blend.FLAT, 1)
            .labels(new float[] {1, 2, 3, 4, 5}, 1, Shape.of(1, 5), spy);

    assertThat(found).hasSize(5);
    assertThat(seen).hasSize(2);
    assertThat(window(Shape.of(3, 4), 0.5, Blend.FLAT, 1).count(Shape.of(1, 5))).isEqualTo(2);
    assertThat(seen.get(0)).containsExactly(0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0);
    assertThat(seen.get(1)).containsExactly(0, 0, 0, 0, 2, 3, 4, 5, 0, 0, 0, 0);
  }

  @Test
  void imagesOfSeveralChannelsAreCutChannelByChannel() {
    List<float[]> seen = new ArrayList<>();
    PatchScores spy =
        patches -> {
          seen.add(patches.toFloats());
          return HostTensor.zeros(DType.F32, Shape.of(1, 2, 2, 2));
        };

    window(Shape.of(2, 2), 0, Blend.FLAT, 1)
        .labels(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, Shape.of(2, 2), spy);

    assertThat(seen.get(0)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void anImageOfAnotherSizeIsRefused() {
    SlidingWindow window = window(Shape.of(2, 2), 0, Blend.FLAT, 1);

    assertThatThrownBy(() -> window.labels(new float[5], 1, Shape.of(2, 2), POINTWISE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> window.labels(new float[8], 1, Shape.of(2, 2, 2), POINTWISE))
        .isInstanceOf(IllegalArgumentException.class);
    for (Shape empty : List.of(Shape.of(0, 2), Shape.of(2, 0))) {
      assertThatThrownBy(() -> window.labels(new float[0], 1, empty, POINTWISE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("0 values for 1 channels of " + empty);
    }
    assertThatThrownBy(() -> window.labels(new float[0], 0, Shape.of(2, 2), POINTWISE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void placeByPlaceIsTheSameAsAllAtOnce(long seed) {
    UniformRandomProvider random = RandomKey.of(seed).generator();
    int[] patch = new int[3];
    int[] spatial = new int[3];
    List<Integer> strides = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      patch[axis] = 1 + random.nextInt(5);
      spatial[axis] = patch[axis] + random.nextInt(9);
      strides.add(1 + random.nextInt(patch[axis]));
    }
    InferenceConfig how =
        HALF.withStride(strides)
            .with(random.nextBoolean() ? WindowPlacement.EVEN : WindowPlacement.STRIDED)
            .with(random.nextBoolean() ? Blend.FLAT : Blend.GAUSSIAN);
    float[] image = noise(spatial);
    double[][] expected = sums(image, spatial, patch, how);

    ScorePlanes planes =
        new SlidingWindow(Shape.of(patch), how, 1 + random.nextInt(4))
            .scores(image, 1, Shape.of(spatial), PLACED);

    int pixels = spatial[1] * spatial[2];
    for (int z = 0; z < spatial[0]; z++) {
      float[][] found = planes.next();
      for (int c = 0; c < 3; c++) {
        for (int i = 0; i < pixels; i++) {
          assertThat(found[c][i])
              .isCloseTo((float) expected[c][z * pixels + i], Offset.offset(1e-5f));
        }
      }
    }
  }

  private static byte[] allAtOnce(float[] image, int[] patch, int[] stride, Blend blend) {
    InferenceConfig how = HALF.withStride(Arrays.stream(stride).boxed().toList()).with(blend);
    double[][] mean = sums(image, VOLUME, patch, how);
    byte[] labels = new byte[image.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) best(mean[0][i], mean[1][i], mean[2][i]);
    }
    return labels;
  }

  /** The same means, summed over the whole volume. */
  private static double[][] sums(float[] image, int[] spatial, int[] patch, InferenceConfig how) {
    double[][] sums = new double[3][image.length];
    double[] total = new double[image.length];
    for (int z : starts(0, spatial, patch, how)) {
      for (int y : starts(1, spatial, patch, how)) {
        for (int x : starts(2, spatial, patch, how)) {
          float[] part = new float[patch[0] * patch[1] * patch[2]];
          int[] places = new int[part.length];
          double[] weights = new double[part.length];
          for (int i = 0; i < part.length; i++) {
            int[] at = {i / (patch[1] * patch[2]), i / patch[2] % patch[1], i % patch[2]};
            places[i] = ((z + at[0]) * spatial[1] + y + at[1]) * spatial[2] + x + at[2];
            part[i] = image[places[i]];
            weights[i] = 1;
            for (int axis = 0; axis < 3; axis++) {
              weights[i] *= how.blend().weight(at[axis], patch[axis]);
            }
            weights[i] = Math.max(weights[i], 1e-6);
          }
          HostTensor scores = PLACED.of(tensor(part, patch));
          for (int i = 0; i < part.length; i++) {
            total[places[i]] += weights[i];
            for (int c = 0; c < 3; c++) {
              sums[c][places[i]] += weights[i] * scores.get(c * part.length + i);
            }
          }
        }
      }
    }
    for (double[] sum : sums) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] /= total[i];
      }
    }
    return sums;
  }

  private static int[] starts(int axis, int[] spatial, int[] patch, InferenceConfig how) {
    return how.placement().starts(spatial[axis], patch[axis], how.stride(axis, patch[axis]));
  }

  private static SlidingWindow window(Shape patch, double overlap, Blend blend, int batch) {
    return new SlidingWindow(patch, HALF.withOverlap(List.of(overlap)).with(blend), batch);
  }

  private static byte[] highest(HostTensor scores) {
    int voxels = scores.size() / 3;
    byte[] labels = new byte[voxels];
    for (int i = 0; i < voxels; i++) {
      labels[i] = (byte) best(scores.get(i), scores.get(voxels + i), scores.get(2 * voxels + i));
    }
    return labels;
  }

  private static int best(double a, double b, double c) {
    return a >= b && a >= c ? 0 : b >= c ? 1 : 2;
  }
}
