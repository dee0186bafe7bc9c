package dev.icl.data.augment;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.Sample;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A change of intensities that sometimes takes place, of each channel by itself; geometry and label
 * map stay.
 *
 * @param probability of the change
 * @param channelProbability that it changes a channel, where it takes place
 * @param change the change of intensities
 */
record IntensityAugmentation(double probability, double channelProbability, Change change)
    implements SampleAugmentation {
  /**
   * A change of all channels.
   *
   * @param probability of the change
   * @param change the change of intensities
   */
  IntensityAugmentation(double probability, Change change) {
    this(probability, 1, change);
  }

  /** A random function of the intensities; writes to no array that it is given. */
  @FunctionalInterface
  interface Change {
    /**
     * @param shape of the sample
     * @param image one channel in C order
     */
    float[] apply(Shape shape, float[] image, UniformRandomProvider random);
  }

  @Override
  public Sample apply(Sample sample, RandomKey key) {
    UniformRandomProvider random = key.generator();
    if (random.nextDouble() >= probability) {
      return sample;
    }
    Shape shape = sample.shape();
    if (sample.channels() == 1) {
      return takesPlace(random)
          ? sample.withImage(change.apply(shape, sample.image(), random))
          : sample;
    }
    int voxels = sample.voxels();
    float[] image = new float[sample.image().length];
    for (int first = 0; first < image.length; first += voxels) {
      float[] channel = Arrays.copyOfRange(sample.image(), first, first + voxels);
      float[] changed = takesPlace(random) ? change.apply(shape, channel, random) : channel;
      System.arraycopy(changed, 0, image, first, voxels);
    }
    return sample.withImage(image);
  }

  /** Nothing is drawn where there is no choice. */
  private boolean takesPlace(UniformRandomProvider random) {
    return channelProbability == 1 || random.nextDouble() < channelProbability;
  }
}
