package dev.icl.data.batch;

import dev.icl.core.random.RandomKey;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.sample.Sample;

/**
 * Whole samples of two axes, augmented and resized by the nearest neighbour in one go.
 *
 * @param height rows of an image
 * @param width columns of an image
 * @param augmentations of the configuration
 */
record WholeSampler(int height, int width, Augmentations augmentations) implements Sampler {
  @Override
  public void gather(Sample sample, RandomKey key, int[] into) {
    augmentations.ofSlice(key).gather(sample.size(0), sample.size(1), height, width, into);
  }
}
