package dev.icl.data.augment;

import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.COrder;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Random changes of intensities. All are relative to the intensities of the sample, so that they
 * mean the same on any scale; those of one value stay as they are.
 */
final class IntensityChanges {
  private static final int TABLE = 1024;

  private IntensityChanges() {}

  /** The least and the greatest. */
  static float[] range(float[] image) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float value : image) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return new float[] {least, most};
  }

  static double mean(float[] image) {
    double sum = 0;
    for (float value : image) {
      sum += value;
    }
    return sum / image.length;
  }

  /** The standard deviation. */
  static double deviation(float[] image, double mean) {
    double squares = 0;
    for (float value : image) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / image.length);
  }

  static double uniform(double low, double high, UniformRandomProvider random) {
    return low + (high - low) * random.nextDouble();
  }

  /** The same number in [−offset, offset) is added to every intensity. */
  static IntensityAugmentation.Change shift(double offset) {
    return (shape, image, random) -> {
      float added = (float) uniform(-offset, offset, random);
      float[] out = new float[image.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = image[i] + added;
      }
      return out;
    };
  }

  /** {@code x^γ} of the intensities between the sample's least and greatest, which stay. */
  static IntensityAugmentation.Change gamma(double low, double high) {
    return (shape, image, random) -> power(image, uniform(low, high, random));
  }

  /** {@code x^γ} of the intensities between the least and the greatest, which stay. */
  static float[] power(float[] image, double gamma) {
    float[] range = range(image);
    float width = range[1] - range[0];
    // A table of the strict power: fast, and the same on every machine.
    float[] table = new float[TABLE + 2];
    for (int i = 0; i <= TABLE; i++) {
      table[i] = (float) StrictMath.pow((double) i / TABLE, gamma);
    }
    table[TABLE + 1] = 1;
    float[] out = new float[image.length];
    for (int i = 0; i < out.length; i++) {
      float place = width > 0 ? (image[i] - range[0]) / width * TABLE : 0;
      int entry = (int) place;
      float part = table[entry] + (place - entry) * (table[entry + 1] - table[entry]);
      out[i] = range[0] + width * part;
    }
    return out;
  }

  /** Distances from the mean grow by a factor; the sample's range stays. */
  static IntensityAugmentation.Change contrast(double low, double high) {
    return (shape, image, random) -> stretched(image, uniform(low, high, random));
  }

  /** Distances from the mean grow by a factor; the range stays. */
  static float[] stretched(float[] image, double factor) {
    return scaled(image, mean(image), factor, range(image));
  }

  /**
   * Distances from a centre times a factor, clipped.
   *
   * @param image one channel
   * @param centre the intensity that stays
   * @param factor of the distances
   * @param range the least and the greatest intensity of the result
   */
  static float[] scaled(float[] image, double centre, double factor, float[] range) {
    float[] out = new float[image.length];
    for (int i = 0; i < out.length; i++) {
      double value = centre + factor * (image[i] - centre);
      out[i] = (float) Math.min(range[1], Math.max(range[0], value));
    }
    return out;
  }

  /** Gaussian noise whose deviation is a share of the sample's own, up to {@code most}. */
  static IntensityAugmentation.Change noise(double most) {
    return (shape, image, random) -> {
      double own = deviation(image, mean(image));
      return noisy(image, uniform(0, most, random) * own, random);
    };
  }

  /** Gaussian noise. */
  static float[] noisy(float[] image, double deviation, UniformRandomProvider random) {
    float[] out = new float[image.length];
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (image[i] + deviation * normal.sample());
    }
    return out;
  }

  /** Intensities times a smooth field around 1, as a receive coil leaves it. */
  static IntensityAugmentation.Change biasField(int intervals, double strength) {
    return (shape, image, random) -> {
      float[] field = SmoothField.draw(shape, intervals, strength, random);
      float[] out = new float[image.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = image[i] * (1 + field[i]);
      }
      return out;
    };
  }

  /** A Gaussian filter whose deviation is in {@code [low, high)} voxels along every axis. */
  static IntensityAugmentation.Change blur(double low, double high) {
    return (shape, image, random) -> {
      double[] deviations = new double[shape.rank()];
      Arrays.fill(deviations, uniform(low, high, random));
      return blurred(shape, image, deviations);
    };
  }

  /** A Gaussian filter. */
  static float[] blurred(Shape shape, float[] image, double[] deviations) {
    float[] out = image;
    int[] strides = COrder.strides(shape);
    for (int axis = 0; axis < strides.length; axis++) {
      out = filtered(out, shape.dim(axis), strides[axis], gaussian(deviations[axis]));
    }
    return out;
  }

  /** Weights of the middle and its neighbours to one side, up to three deviations. */
  private static float[] gaussian(double deviation) {
    int radius = (int) Math.ceil(3 * deviation);
    double[] weights = new double[radius + 1];
    double sum = 0;
    for (int i = 0; i <= radius; i++) {
      weights[i] = StrictMath.exp(-0.5 * i * i / (deviation * deviation));
      sum += i == 0 ? weights[i] : 2 * weights[i];
    }
    float[] out = new float[radius + 1];
    for (int i = 0; i <= radius; i++) {
      out[i] = (float) (weights[i] / sum);
    }
    return out;
  }

  /** Along one axis; beyond the edges the outermost values go on. */
  private static float[] filtered(float[] image, int size, int stride, float[] weights) {
    float[] out = new float[image.length];
    int block = size * stride;
    for (int start = 0; start < image.length; start += block) {
      for (int n = 0; n < size; n++) {
        int to = start + n * stride;
        for (int w = 0; w < weights.length; w++) {
          int before = start + Math.max(0, n - w) * stride;
          int after = start + Math.min(size - 1, n + w) * stride;
          float weight = weights[w];
          for (int i = 0; i < stride; i++) {
            float both = w == 0 ? image[to + i] : image[before + i] + image[after + i];
            out[to + i] += weight * both;
          }
        }
      }
    }
    return out;
  }
}
