package dev.icl.data.preprocess;

import java.util.Arrays;
import java.util.List;

/** Changes of intensities: each gives a new array. */
final class Intensities {
  private static final int BINS = 256;

  private Intensities() {}

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
    float[] out = values.clone();
    rescale(out, 0, out.length, low, high);
    return out;
  }

  /**
   * The same in place.
   *
   * @param values an array of which a part is changed
   * @param from the first value that is
   * @param count the number of values that are
   * @param low becomes 0
   * @param high becomes 1
   */
  static void rescale(float[] values, int from, int count, double low, double high) {
    for (int i = from; i < from + count; i++) {
      values[i] =
          high > low ? (float) Math.min(1, Math.max(0, (values[i] - low) / (high - low))) : 0;
    }
  }

  /** Values that percentages of the voxels are below ({@link Percentiles}). */
  static double[] percentiles(float[] values, List<Double> percentages) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return percentages.stream()
        .mapToDouble(percentage -> Percentiles.of(i -> sorted[i], sorted.length, percentage))
        .toArray();
  }

  /** On the scale of a normalization other than {@link Normalization#AUTO}. */
  static float[] normalized(float[] values, Normalization how) {
    return switch (how) {
      case MIN_MAX -> {
        double[] range = range(values, 0, values.length);
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

  /** The least and the greatest of a part of an array. */
  static double[] range(float[] values, int from, int count) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
    return new double[] {least, most};
  }

  /**
   * The threshold that parts the intensities into two groups with the greatest variance between
   * their means (Otsu 1979), of 256 bins from the least to the greatest; the least value itself
   * where there is one value only.
   */
  static double otsu(float[] values) {
    double[] range = range(values, 0, values.length);
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
