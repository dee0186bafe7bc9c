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

class SlidingWindowTest {
  private static final Offset<Float> ROUNDING = Offset.offset(1e-6f);
  private static final int[] VOLUME = {11, 9, 13};

  /** Scores that know no neighbours: windows of any kind must not change what they say. */
  private static final PatchScores POINTWISE =
      patches -> scores(patches, (value, place) -> new double[] {0.3, value, 0.9 - value});

  /** Scores that depend on where in the patch a voxel is, as those of networks with borders do. */
  private static final PatchScores PLACED =
      patches ->
          scores(
              patches,
              (value, place) ->
                  new double[] {0.4 + 0.2 * Math.sin(place), value, 0.5 + 0.3 * Math.cos(place)});

  @ParameterizedTest
  @EnumSource(Blend.class)
  void oneWindowOverAllOfAVolumeIsTheFunctionItself(Blend blend) {
    float[] image = noise(VOLUME);
    SlidingWindow window = new SlidingWindow(List.of(11, 9, 13), 0.5, blend, 2);

    byte[] found = window.labels(image, 1, VOLUME, PLACED);

    assertThat(found).isEqualTo(highest(PLACED.of(tensor(image, VOLUME))));
  }

  @ParameterizedTest
  @CsvSource({"0, FLAT", "0.25, FLAT", "0.5, GAUSSIAN", "0.75, GAUSSIAN"})
  void windowsDoNotChangeAFunctionOfSingleVoxels(double overlap, Blend blend) {
    float[] image = noise(VOLUME);
    SlidingWindow window = new SlidingWindow(List.of(4, 5, 4), overlap, blend, 3);

    byte[] found = window.labels(image, 1, VOLUME, POINTWISE);

    assertThat(found).isEqualTo(highest(POINTWISE.of(tensor(image, VOLUME))));
  }

  @Test
  void theBatchSizeChangesNothing() {
    float[] image = noise(VOLUME);
    byte[] one =
        new SlidingWindow(List.of(4, 5, 4), 0.5, Blend.GAUSSIAN, 1)
            .labels(image, 1, VOLUME, PLACED);

    for (int batch : new int[] {2, 5, 1000}) {
      SlidingWindow window = new SlidingWindow(List.of(4, 5, 4), 0.5, Blend.GAUSSIAN, batch);
      assertThat(window.labels(image, 1, VOLUME, PLACED)).isEqualTo(one);
    }
  }

  @ParameterizedTest
  @EnumSource(Blend.class)
  void sumsAreThoseOfAllWindowsAtOnce(Blend blend) {
    float[] image = noise(VOLUME);
    int[] patch = {4, 5, 4};

    byte[] found =
        new SlidingWindow(List.of(4, 5, 4), 0.5, blend, 3).labels(image, 1, VOLUME, PLACED);

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
        new SlidingWindow(List.of(3, 4), 0.5, Blend.FLAT, 1)
            .labels(new float[] {1, 2, 3, 4, 5}, 1, new int[] {1, 5}, spy);

    assertThat(found).hasSize(5);
    assertThat(seen).hasSize(2);
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

    new SlidingWindow(List.of(2, 2), 0, Blend.FLAT, 1)
        .labels(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, new int[] {2, 2}, spy);

    assertThat(seen.get(0)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void anImageOfAnotherSizeIsRefused() {
    SlidingWindow window = new SlidingWindow(List.of(2, 2), 0, Blend.FLAT, 1);

    assertThatThrownBy(() -> window.labels(new float[5], 1, new int[] {2, 2}, POINTWISE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> window.labels(new float[8], 1, new int[] {2, 2, 2}, POINTWISE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void flippedScoresAreThoseOfTheMeanOverFlips() {
    PatchScores symmetric = new FlippedScores(PLACED);
    HostTensor image = tensor(noise(new int[] {4, 6}), new int[] {4, 6});
    HostTensor turned = HostTensor.fill(DType.F32, image.shape(), i -> image.get(23 - (int) i));

    float[] found = symmetric.of(image).toFloats();
    float[] other = symmetric.of(turned).toFloats();

    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < 24; i++) {
        assertThat(found[24 * c + i]).isCloseTo(other[24 * c + 23 - i], ROUNDING);
      }
    }
    assertThat(new FlippedScores(POINTWISE).of(image).toFloats())
        .containsExactly(POINTWISE.of(image).toFloats(), ROUNDING);
  }

  /** The same with sums over the whole volume. */
  private static byte[] allAtOnce(float[] image, int[] patch, int[] stride, Blend blend) {
    double[][] sums = new double[3][image.length];
    for (int z : starts(0, patch, stride)) {
      for (int y : starts(1, patch, stride)) {
        for (int x : starts(2, patch, stride)) {
          float[] part = new float[patch[0] * patch[1] * patch[2]];
          int[] places = new int[part.length];
          double[] weights = new double[part.length];
          for (int i = 0; i < part.length; i++) {
            int[] at = {i / (patch[1] * patch[2]), i / patch[2] % patch[1], i % patch[2]};
            places[i] = ((z + at[0]) * VOLUME[1] + y + at[1]) * VOLUME[2] + x + at[2];
            part[i] = image[places[i]];
            weights[i] = 1;
            for (int axis = 0; axis < 3; axis++) {
              weights[i] *= blend.weight(at[axis], patch[axis]);
            }
          }
          HostTensor scores = PLACED.of(tensor(part, patch));
          for (int c = 0; c < 3; c++) {
            for (int i = 0; i < part.length; i++) {
              sums[c][places[i]] += weights[i] * scores.get(c * part.length + i);
            }
          }
        }
      }
    }
    byte[] labels = new byte[image.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) best(sums[0][i], sums[1][i], sums[2][i]);
    }
    return labels;
  }

  private static int[] starts(int axis, int[] patch, int[] stride) {
    List<Integer> starts = new ArrayList<>();
    for (int start = 0; ; start += stride[axis]) {
      starts.add(Math.min(start, VOLUME[axis] - patch[axis]));
      if (start >= VOLUME[axis] - patch[axis]) {
        return starts.stream().mapToInt(i -> i).toArray();
      }
    }
  }

  private interface Score {
    double[] of(double value, int place);
  }

  private static HostTensor scores(HostTensor patches, Score score) {
    int[] shape = patches.shape().toArray();
    int images = shape[0];
    int voxels = patches.size() / images;
    shape[1] = 3;
    HostTensor out = HostTensor.zeros(DType.F32, Shape.of(shape));
    for (int n = 0; n < images; n++) {
      for (int i = 0; i < voxels; i++) {
        double[] all = score.of(patches.get(n * voxels + i), i);
        for (int c = 0; c < 3; c++) {
          out.set((n * 3 + c) * voxels + i, all[c]);
        }
      }
    }
    return out;
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

  private static HostTensor tensor(float[] values, int[] spatial) {
    int[] shape = new int[spatial.length + 2];
    Arrays.fill(shape, 1);
    System.arraycopy(spatial, 0, shape, 2, spatial.length);
    return HostTensor.of(Shape.of(shape), values);
  }

  private static float[] noise(int[] spatial) {
    UniformRandomProvider random = RandomKey.of(5).generator();
    float[] values = new float[Arrays.stream(spatial).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return values;
  }
}
