package dev.icl.data.augment;

import dev.icl.core.tensor.Shape;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Brightness and contrast as torchvision's {@code ColorJitter} changes them, one after the other in
 * a random order, each by a factor around 1; results beyond black and white are clipped. Black and
 * white are 0 and 1 where all intensities lie between, as in the published programs, and otherwise
 * the least and the greatest intensity, so that z-scores and Hounsfield units are changed as much.
 *
 * @param most the largest distance of a factor from 1, above 0 and at most 1
 */
record Jitter(double most) implements IntensityAugmentation.Change {
  private static final double USUAL = 0.8;
  private static final double MOST = 0.5;

  /**
   * The strong view of UniMatch's program for ACDC: brightness and contrast by factors in [0.5,
   * 1.5) with probability 0.8, then a Gaussian filter of 0.1 to 2 voxels.
   *
   * @param blur probability of the filter
   */
  static SampleAugmentation augmentation(double blur) {
    return new IntensityAugmentation(USUAL, new Jitter(MOST))
        .then(new IntensityAugmentation(blur, IntensityChanges.blur(0.1, 2)));
  }

  @Override
  public float[] apply(Shape shape, float[] image, UniformRandomProvider random) {
    double brightness = IntensityChanges.uniform(1 - most, 1 + most, random);
    double contrast = IntensityChanges.uniform(1 - most, 1 + most, random);
    float[] range = blackAndWhite(image);
    return random.nextBoolean()
        ? stretched(brighter(image, brightness, range), contrast, range)
        : brighter(stretched(image, contrast, range), brightness, range);
  }

  /** 0 and 1, or the sample's own range. */
  static float[] blackAndWhite(float[] image) {
    float[] own = IntensityChanges.range(image);
    return own[0] >= 0 && own[1] <= 1 ? new float[] {0, 1} : own;
  }

  /** Distances from black times a factor. */
  static float[] brighter(float[] image, double factor, float[] range) {
    return IntensityChanges.scaled(image, range[0], factor, range);
  }

  /** Distances from the mean times a factor. */
  static float[] stretched(float[] image, double factor, float[] range) {
    return IntensityChanges.scaled(image, IntensityChanges.mean(image), factor, range);
  }
}
