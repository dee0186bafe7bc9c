package dev.icl.data.phantom;

/** The image that a scanner makes of its signals. */
final class Magnitudes {
  private Magnitudes() {}

  /**
   * The magnitude of a complex signal with noise (Rician).
   *
   * @param signal without noise
   * @param deviation of the noise in either part
   * @param noise draws it
   */
  static float of(double signal, double deviation, Draw noise) {
    double real = signal + deviation * noise.gaussian();
    double imaginary = deviation * noise.gaussian();
    return (float) Math.sqrt(real * real + imaginary * imaginary);
  }

  /**
   * Brings the intensities of a channel into [0, 1], in place.
   *
   * @param image of which the channel is a part
   * @param from its first voxel
   * @param count its voxels
   */
  static void normalize(float[] image, int from, int count) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      low = Math.min(low, image[i]);
      high = Math.max(high, image[i]);
    }
    for (int i = from; i < from + count; i++) {
      image[i] = (image[i] - low) / (high - low);
    }
  }
}
