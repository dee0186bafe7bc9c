package dev.icl.data.preprocess;

import dev.icl.data.sample.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes of intensities: each gives a new array. */
final class Intensities {
  private static final int BINS = 256;

  private Intensities() {}

  /**
   * The image of a sample with every channel changed by itself.
   *
   * @param change gives an array of the same length, or the one it got
   */
  static float[] ofChannels(Sample sample, UnaryOperator<float[]> change) {
    if (sample.channels() == 1) {
      return change.apply(sample.image());
    }
    int voxels = sample.voxels();
    float[] out = new float[sample.image().length];
    for (int first = 0; first < out.length; first += voxels) {
      float[] channel = Arrays.copyOfRange(sample.image(), first, first + voxels);
      System.arraycopy(change.apply(channel), 0, out, first, voxels);
    }
    return out;
  }

  /** Values within [low, high]; what is outside becomes the nearer of the two. */
  static float[] clipped(float[] values, double low, double high) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.min(high, Math.max(low, values[i]));
    }
    return out;
  }

  /** From [low, high] to [0, 1], cut off outside; all 0 where the two are equal. */
  static float[] rescaled(float[] values, double low, double high) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length && high > low; i++) {
      out[i] = (float) Math.min(1, Math.max(0, (values[i] - low) / (high - low)));
    }
    return out;
  }

  /**
   * Values that percentages of the voxels are below, interpolated linearly between neighbours as
   * NumPy does by default.
   */
  static double[] percentiles(float[] values, List<Double> percentages) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return percentages.stream()
        .mapToDouble(
            percentage -> {
              double place = percentage / 100 * (sorted.length - 1);
              int low = (int) place;
              int high = Math.min(low + 1, sorted.length - 1);
              return sorted[low] + (place - low) * ((double) sorted[high] - sorted[low]);
            })
        .toArray();
  }

  /** On the scale of a normalization other than {@link Normalization#AUTO}. */
  static float[] normalized(float[] values, Normalization how) {
    return switch (how) {
      case MIN_MAX -> {
        double[] range = range(values);
        yield rescaled(values, range[0], range[1]);
      }
      case Z_SCORE -> standardized(values);
      default -> values;
    };
  }

  private static float[] standardized(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / values.length);
    float[] out = new float[values.length];
    for (int i = 0; i < out.length && deviation > 0; i++) {
      out[i] = (float) ((values[i] - mean) / deviation);
    }
    return out;
  }

  private static double[] range(float[] values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return new double[] {least, most};
  }

  /**
   * The threshold that parts the intensities into two groups with the greatest variance between
   * their means (Otsu 1979), of 256 bins from the least to the greatest; the least value itself
   * where there is one value only.
   */
  static double otsu(float[] values) {
    double[] range = range(values);
    double width = (range[1] - range[0]) / BINS;
    if (!(width > 0)) {
      return range[0];
    }
    long[] histogram = new long[BINS];
    double sum = 0;
    for (float value : values) {
      int bin = Math.min(BINS - 1, (int) ((value - range[0]) / width));
      histogram[bin]++;
      sum += bin;
    }
    double best = -1;
    int threshold = 0;
    double below = 0;
    double sumBelow = 0;
    for (int bin = 0; bin < BINS - 1; bin++) {
      below += histogram[bin];
      sumBelow += (double) bin * histogram[bin];
      double above = values.length - below;
      if (below > 0 && above > 0) {
        double difference = sumBelow / below - (sum - sumBelow) / above;
        double between = below * above * difference * difference;
        if (between > best) {
          best = between;
          threshold = bin;
        }
      }
    }
    return range[0] + (threshold + 1) * width;
  }
}
