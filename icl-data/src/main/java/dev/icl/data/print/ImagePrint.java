package dev.icl.data.print;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A few numbers by which an image is recognised after it was written in another format, type, scale
 * or orientation, or with more or less of the darkest value around it. They are statistics of its
 * intensities x, scaled to [0, 1] by their least and greatest: the sum of x, and the means of the
 * shifted Legendre polynomials of degree 1 to 8, where each voxel counts as much as it is bright.
 * What is darkest counts nothing, and order is of no account.
 */
final class ImagePrint {
  /** Bytes of a print in a file. */
  static final int BYTES = 18;

  private static final int DEGREE = 8;

  /**
   * By how much numbers may differ that are of one image; a rounding to 1000 levels stays below.
   */
  private static final int TOLERANCE = 16;

  private static final int MASS_TOLERANCE = 3;
  private static final double UNIT = 32767;
  private static final double MASS_UNIT = 1500;

  /** An image of fewer levels than this, of 64, is too plain to be told from others. */
  private static final int FEWEST_LEVELS = 16;

  /** In voxels of the greatest intensity. */
  private static final double LEAST_MASS = 32;

  /** Coefficients of the shifted Legendre polynomials: by degree, of 1, x, x² ... */
  private static final double[][] LEGENDRE = shiftedLegendre();

  /** The logarithm of the sum, then the means; in units of the last place. */
  private final short[] values;

  private ImagePrint(short... values) {
    this.values = values;
  }

  /**
   * The print of an image; empty if it is too plain, as one of a single intensity is.
   *
   * @param image intensities
   * @param from the first that counts
   * @param count the number that do
   */
  static Optional<ImagePrint> of(float[] image, int from, int count) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      least = Math.min(least, image[i]);
      most = Math.max(most, image[i]);
    }
    if (!(least < most) || Float.isInfinite(least) || Float.isInfinite(most)) {
      return Optional.empty();
    }
    double scale = 1 / ((double) most - least);
    double[] sums = new double[DEGREE + 1];
    long levels = sum(image, from, count, least, scale, sums);
    if (Long.bitCount(levels) < FEWEST_LEVELS || sums[0] < LEAST_MASS) {
      return Optional.empty();
    }
    short[] values = new short[DEGREE + 1];
    values[0] = (short) Math.round(Math.log(sums[0]) * MASS_UNIT);
    for (int n = 1; n <= DEGREE; n++) {
      double mean = 0;
      for (int k = 0; k <= n; k++) {
        mean += LEGENDRE[n][k] * sums[k] / sums[0];
      }
      values[n] = (short) Math.round(mean * UNIT);
    }
    return Optional.of(new ImagePrint(values));
  }

  /** Sums x to x⁹, and returns which of 64 levels occur, a bit each. */
  private static long sum(
      float[] image, int from, int count, float least, double scale, double[] sums) {
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    double s8 = 0;
    double s9 = 0;
    long levels = 0;
    for (int i = from; i < from + count; i++) {
      double x = ((double) image[i] - least) * scale;
      double x2 = x * x;
      double x4 = x2 * x2;
      double x3 = x2 * x;
      double x5 = x4 * x;
      s1 += x;
      s2 += x2;
      s3 += x3;
      s4 += x4;
      s5 += x5;
      s6 += x3 * x3;
      s7 += x4 * x3;
      s8 += x4 * x4;
      s9 += x4 * x5;
      levels |= 1L << (int) (x * 63.5);
    }
    double[] all = {s1, s2, s3, s4, s5, s6, s7, s8, s9};
    System.arraycopy(all, 0, sums, 0, all.length);
    return levels;
  }

  /** Whether two prints are of one image, as far as they tell. */
  boolean matches(ImagePrint other) {
    if (Math.abs(values[0] - other.values[0]) > MASS_TOLERANCE) {
      return false;
    }
    for (int n = 1; n <= DEGREE; n++) {
      if (Math.abs(values[n] - other.values[n]) > TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  void put(ByteBuffer out) {
    for (short value : values) {
      out.putShort(value);
    }
  }

  static ImagePrint get(ByteBuffer in) {
    short[] values = new short[DEGREE + 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.getShort();
    }
    return new ImagePrint(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImagePrint print && Arrays.equals(values, print.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }

  /** By (n + 1) P(n + 1) = (2n + 1) (2x − 1) P(n) − n P(n − 1). */
  private static double[][] shiftedLegendre() {
    double[][] p = new double[DEGREE + 1][DEGREE + 1];
    p[0][0] = 1;
    p[1][0] = -1;
    p[1][1] = 2;
    for (int n = 1; n < DEGREE; n++) {
      for (int k = 0; k <= n + 1; k++) {
        double shifted = (k > 0 ? 2 * p[n][k - 1] : 0) - p[n][k];
        p[n + 1][k] = ((2 * n + 1) * shifted - n * p[n - 1][k]) / (n + 1);
      }
    }
    return p;
  }
}
