package dev.icl.modules.inference;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.assertj.core.data.Offset;

/** Scores of three classes that need no network, and images to score. */
abstract class VoxelScores {
  static final Offset<Float> ROUNDING = Offset.offset(1e-6f);
  static final InferenceConfig HALF = InferenceConfig.defaults();

  /** Scores that know no neighbours: windows of any kind must not change what they say. */
  static final PatchScores POINTWISE =
      patches -> scores(patches, (value, place) -> new double[] {0.3, value, 0.9 - value});

  /** Scores that depend on where in the patch a voxel is, as those of networks with borders do. */
  static final PatchScores PLACED =
      patches ->
          scores(
              patches,
              (value, place) ->
                  new double[] {0.4 + 0.2 * Math.sin(place), value, 0.5 + 0.3 * Math.cos(place)});

  static HostTensor tensor(float[] values, int[] spatial) {
    int[] shape = new int[spatial.length + 2];
    Arrays.fill(shape, 1);
    System.arraycopy(spatial, 0, shape, 2, spatial.length);
    return HostTensor.of(Shape.of(shape), values);
  }

  static float[] noise(int[] spatial) {
    UniformRandomProvider random = RandomKey.of(5).generator();
    float[] values = new float[Arrays.stream(spatial).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return values;
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
}
