package dev.icl.data.augment;

import dev.icl.core.random.RandomKey;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A change of intensities that sometimes takes place; geometry and label map stay.
 *
 * @param probability of the change
 * @param change the change of intensities
 */
record IntensityAugmentation(double probability, Change change) implements PatchAugmentation {
  /** A random function of the intensities; writes to no array that it is given. */
  @FunctionalInterface
  interface Change {
    /**
     * @param sizes of the patch
     * @param image in C order
     */
    float[] apply(int[] sizes, float[] image, UniformRandomProvider random);
  }

  @Override
  public Patch apply(Patch patch, RandomKey key) {
    UniformRandomProvider random = key.generator();
    return random.nextDouble() < probability
        ? patch.withImage(change.apply(patch.sizes(), patch.image(), random))
        : patch;
  }
}
