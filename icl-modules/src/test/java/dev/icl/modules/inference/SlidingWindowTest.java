package dev.icl.modules.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.commons.rng.UniformRandomProvider;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowTest {
  private static final Offset<Float> ROUNDING = Offset.offset(1e-6f);
  private static final int[] VOLUME = {11, 9, 13};
  private static final InferenceConfig HALF = InferenceConfig.defaults();

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
    SlidingWindow window = window(List.of(11, 9, 13), 0.5, blend, 2);

    byte[] found = window.labels(image, 1, VOLUME, PLACED);

    assertThat(found).isEqualTo(highest(PLACED.of(tensor(image, VOLUME))));
  }

  @ParameterizedTest
  @CsvSource({"0, FLAT", "0.25, FLAT", "0.5, GAUSSIAN", "0.75, GAUSSIAN"})
  void windowsDoNotChangeAFunctionOfSingleVoxels(double overlap, Blend blend) {
    float[] image = noise(VOLUME);
    SlidingWindow window = window(List.of(4, 5, 4), overlap, blend, 3);

    byte[] found = window.labels(image, 1, VOLUME, POINTWISE);

    assertThat(found).isEqualTo(highest(POINTWISE.of(tensor(image, VOLUME))));
  }

  @Test
  void theBatchSizeChangesNothing() {
    float[] image = noise(VOLUME);
    byte[] one = window(List.of(4, 5, 4), 0.5, Blend.GAUSSIAN, 1).labels(image, 1, VOLUME, PLACED);

    for (int batch : new int[] {2, 5, 1000}) {
      SlidingWindow window = window(List.of(4, 5, 4), 0.5, Blend.GAUSSIAN, batch);
      assertThat(window.labels(image, 1, VOLUME, PLACED)).isEqualTo(one);
    }
  }

  @ParameterizedTest
  @EnumSource(Blend.class)
  void sumsAreThoseOfAllWindowsAtOnce(Blend blend) {
    float[] image = noise(VOLUME);
    int[] patch = {4, 5, 4};

    byte[] found = window(List.of(4, 5, 4), 0.5, blend, 3).labels(image, 1, VOLUME, PLACED);

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
        window(List.of(3, 4), 0.5, Blend.FLAT, 1)
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

    window(List.of(2, 2), 0, Blend.FLAT, 1)
        .labels(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, new int[] {2, 2}, spy);

    assertThat(seen.get(0)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void anImageOfAnotherSizeIsRefused() {
    SlidingWindow window = window(List.of(2, 2), 0, Blend.FLAT, 1);

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
    return new SlidingWindow(List.of(3), how, 2)
        .scores(new float[size], 1, new int[] {size}, scores);
  }

  private static float[] secondClass(ScorePlanes planes, int places) {
    float[] found = new float[places];
    for (int i = 0; i < places; i++) {
      found[i] = planes.next()[1][0];
    }
    return found;
  }

  /** Left atrium, 112 with stride 18; BraTS, 96 with stride 64; nnU-Net's own example. */
  @ParameterizedTest
  @CsvSource({
    "STRIDED, 190, 112, 18, '[0, 18, 36, 54, 72, 78]'",
    "STRIDED, 88, 80, 4, '[0, 4, 8]'",
    "STRIDED, 155, 96, 64, '[0, 59]'",
    "STRIDED, 240, 96, 64, '[0, 64, 128, 144]'",
    "STRIDED, 96, 96, 48, '[0]'",
    "EVEN, 110, 64, 32, '[0, 23, 46]'",
    "EVEN, 64, 64, 32, '[0]'",
    "EVEN, 65, 64, 32, '[0, 1]'",
    "EVEN, 101, 20, 10, '[0, 9, 18, 27, 36, 45, 54, 63, 72, 81]'"
  })
  void windowsBeginWhereTheRecipesHaveThem(
      WindowPlacement placement, int size, int window, double stride, String starts) {
    assertThat(Arrays.toString(placement.starts(size, window, stride))).isEqualTo(starts);
  }

  @Test
  void overlapsAndStridesMayDifferFromAxisToAxis() {
    InferenceConfig strides = HALF.withStride(List.of(1, 3));
    InferenceConfig shares = HALF.withOverlap(List.of(0.75, 0.25));

    assertThat(strides.stride(0, 4)).isEqualTo(1);
    assertThat(strides.stride(1, 4)).isEqualTo(3);
    assertThat(shares.stride(0, 4)).isEqualTo(1);
    assertThat(shares.stride(1, 4)).isEqualTo(3);
    assertThatThrownBy(() -> new SlidingWindow(List.of(4, 4, 4), strides, 1))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "inference.stride has 2 values, but the network's images have 3 axes (train.patch):"
                + " give one value for all axes, or one for each.");
    assertThatThrownBy(() -> new SlidingWindow(List.of(4, 2), strides, 1))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("inference.stride is [1, 3], but windows are of [4, 2]");
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
        new SlidingWindow(List.of(4, 9, 13), HALF, 1)
            .scores(noise(new int[] {40, 9, 13}), 1, new int[] {40, 9, 13}, spy);

    planes.next();
    planes.next();
    assertThat(scored).hasSize(1);
    planes.next();
    assertThat(scored).hasSize(2);
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
        new SlidingWindow(Arrays.stream(patch).boxed().toList(), how, 1 + random.nextInt(4))
            .scores(image, 1, spatial, PLACED);

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

  @Test
  void theMeanOfSeveralNetworksIsThatOfTheirScores() {
    HostTensor image = tensor(noise(new int[] {4, 6}), new int[] {4, 6});
    float[] placed = PLACED.of(image).toFloats();
    float[] pointwise = POINTWISE.of(image).toFloats();

    float[] found = new MeanScores(List.of(PLACED, POINTWISE, POINTWISE)).of(image).toFloats();

    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo((placed[i] + 2 * pointwise[i]) / 3, ROUNDING);
    }
  }

  @Test
  void theEntropyOfEqualProbabilitiesIsOne() {
    float[] entropy = new float[5];

    ScoreArrays.entropy(
        new float[][] {{0.25f, 1, 0.5f}, {0.25f, 0, 0.5f}, {0.25f, 0, 0}, {0.25f, 0, 0}},
        entropy,
        1);

    assertThat(entropy).containsExactly(new float[] {0, 1, 0, 0.5f, 0}, ROUNDING);
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

  private static SlidingWindow window(List<Integer> patch, double overlap, Blend blend, int batch) {
    return new SlidingWindow(patch, HALF.withOverlap(List.of(overlap)).with(blend), batch);
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
