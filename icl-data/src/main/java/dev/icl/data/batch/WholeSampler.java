package dev.icl.data.batch;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.augment.AffineSampling;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleBox;
import dev.icl.data.sample.SamplePart;
import dev.icl.data.sample.SampleSource;
import java.util.Optional;

/**
 * Whole samples of two axes, augmented and resized by the nearest neighbour in one go, then rotated
 * and scaled where that is drawn.
 *
 * @param height rows of an image
 * @param width columns of an image
 * @param augmentations of the configuration
 */
record WholeSampler(int height, int width, Augmentations augmentations) implements Sampler {
  @Override
  public Sample gather(SampleSource source, RandomKey key, int[] into) {
    Shape shape = source.shape();
    augmentations.ofSlice(key).gather(shape.dim(0), shape.dim(1), height, width, into);
    return source.part(SampleBox.all(shape)).sample();
  }

  @Override
  public Optional<Sample> interpolated(SampleSource source, RandomKey key, boolean withLabel) {
    Shape patch = Shape.of(height, width);
    return augmentations
        .freeMove(patch, key)
        .map(
            matrix -> {
              int[] gather = new int[height * width];
              Sample whole = gather(source, key, gather);
              Sample resized = GatheredSample.of(whole, gather, patch, withLabel);
              SamplePart all = new SamplePart(resized, SampleBox.all(patch));
              return AffineSampling.of(matrix, patch).apply(all, withLabel);
            });
  }
}
