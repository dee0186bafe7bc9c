package dev.icl.data.augment;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.Sample;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The changes that nnU-Net v2 makes to images of their final size, with its probabilities and
 * ranges. Its numbers are those of z-scored intensities.
 *
 * @see <a href="https://doi.org/10.1038/s41592-020-01008-z">Isensee and others 2021</a>
 */
final class NnUnetChanges {
  private NnUnetChanges() {}

  /** Noise, blur, brightness, contrast, low resolution, gamma and mirroring, in this order. */
  static SampleAugmentation all() {
    SampleAugmentation noise = NnUnetChanges::noise;
    return noise
        .then(new IntensityAugmentation(0.2, 0.5, NnUnetChanges::blur))
        .then(new IntensityAugmentation(0.15, NnUnetChanges::brightness))
        .then(new IntensityAugmentation(0.15, NnUnetChanges::contrast))
        .then(lowResolution())
        .then(gamma())
        .then(mirroring());
  }

  /** A coarser grid now and then, of each channel by itself. */
  static SampleAugmentation lowResolution() {
    return new IntensityAugmentation(0.25, 0.5, new LowResolution(0.5));
  }

  /** A power of the intensities now and then, first of the negative image, then of the image. */
  static SampleAugmentation gamma() {
    return new IntensityAugmentation(0.1, (shape, image, random) -> power(image, true, random))
        .then(
            new IntensityAugmentation(0.3, (shape, image, random) -> power(image, false, random)));
  }

  /** A flip of every other sample along each axis. */
  static SampleAugmentation mirroring() {
    return new Mirroring(0.5);
  }

  /** One half of the factors is below 1, the other above. */
  private static double factor(double low, double high, UniformRandomProvider random) {
    return random.nextDouble() < 0.5
        ? IntensityChanges.uniform(low, 1, random)
        : IntensityChanges.uniform(1, high, random);
  }

  /** Of one deviation for all channels. */
  private static Sample noise(Sample sample, RandomKey key) {
    UniformRandomProvider random = key.generator();
    if (random.nextDouble() >= 0.1) {
      return sample;
    }
    double deviation = IntensityChanges.uniform(0, 0.1, random);
    return sample.withImage(IntensityChanges.noisy(sample.image(), deviation, random));
  }

  private static float[] blur(Shape shape, float[] image, UniformRandomProvider random) {
    double[] deviations = new double[shape.rank()];
    for (int axis = 0; axis < deviations.length; axis++) {
      deviations[axis] = IntensityChanges.uniform(0.5, 1, random);
    }
    return IntensityChanges.blurred(shape, image, deviations);
  }

  private static float[] brightness(Shape shape, float[] image, UniformRandomProvider random) {
    float factor = (float) factor(0.75, 1.25, random);
    float[] out = new float[image.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = image[i] * factor;
    }
    return out;
  }

  private static float[] contrast(Shape shape, float[] image, UniformRandomProvider random) {
    return IntensityChanges.stretched(image, factor(0.75, 1.25, random));
  }

  /** Mean and standard deviation stay. */
  private static float[] power(float[] image, boolean negative, UniformRandomProvider random) {
    double gamma = factor(0.7, 1.5, random);
    double mean = IntensityChanges.mean(image);
    double deviation = IntensityChanges.deviation(image, mean);
    float[] out =
        negative
            ? negated(IntensityChanges.power(negated(image), gamma))
            : IntensityChanges.power(image, gamma);
    double newMean = IntensityChanges.mean(out);
    double scale = deviation / Math.max(1e-7, IntensityChanges.deviation(out, newMean));
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (mean + (out[i] - newMean) * scale);
    }
    return out;
  }

  private static float[] negated(float[] image) {
    float[] out = new float[image.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = -image[i];
    }
    return out;
  }
}
