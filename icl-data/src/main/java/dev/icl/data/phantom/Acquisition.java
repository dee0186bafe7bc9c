package dev.icl.data.phantom;

import dev.icl.data.sample.Spacing;

/**
 * The acquisition parameters of one patient's scan.
 *
 * @param slices from base to apex
 * @param height rows
 * @param width columns
 * @param spacing of the voxels
 * @param noise standard deviation of the Rician noise
 * @param bias the coil's sensitivity
 */
record Acquisition(
    int slices, int height, int width, Spacing spacing, double noise, BiasField bias) {
  private static final double SLICE_DISTANCE = 10;

  static Acquisition draw(Draw draw, PhantomDifficulty difficulty) {
    int height = draw.whole(64, 80);
    // Never square, so that resizing is not a formality.
    int width = draw.whole(64, 79);
    if (width >= height) {
      width++;
    }
    double pixel = draw.uniform(2.0, 2.5);
    return new Acquisition(
        draw.whole(6, 10),
        height,
        width,
        Spacing.of(SLICE_DISTANCE, pixel, pixel),
        draw.uniform(difficulty.noiseMin(), difficulty.noiseMax()),
        BiasField.draw(draw, difficulty.bias()));
  }

  /** The exponential of a quadratic, in coordinates that are −1 and 1 at the image's edges. */
  record BiasField(double x, double y, double xx, double xy, double yy) {
    static BiasField draw(Draw draw, double amplitude) {
      double quadratic = 0.4 * amplitude;
      return new BiasField(
          draw.about(0, amplitude),
          draw.about(0, amplitude),
          draw.about(0, quadratic),
          draw.about(0, quadratic),
          draw.about(0, quadratic));
    }

    double at(double u, double v) {
      return StrictMath.exp(x * u + y * v + xx * u * u + xy * u * v + yy * v * v);
    }
  }
}
