package dev.icl.data.augment;

import dev.icl.core.random.RandomKey;

/** A random change of a sample: a pure function of the sample and the key. */
@FunctionalInterface
public interface PatchAugmentation {
  /**
   * The changed sample.
   *
   * @param key decides whether and how it is changed
   */
  Patch apply(Patch patch, RandomKey key);

  /** This one, then another; each has a random stream of its own. */
  default PatchAugmentation then(PatchAugmentation next) {
    return (patch, key) -> next.apply(apply(patch, key.child("first")), key.child("then"));
  }
}
