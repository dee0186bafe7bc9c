package dev.icl.data.augment;

import dev.icl.core.random.RandomKey;
import dev.icl.data.sample.Sample;

/** A random change of a sample: a pure function of the sample and the key. */
@FunctionalInterface
public interface SampleAugmentation {
  /**
   * The changed sample.
   *
   * @param key decides whether and how it is changed
   */
  Sample apply(Sample sample, RandomKey key);

  /** This one, then another; each has a random stream of its own. */
  default SampleAugmentation then(SampleAugmentation next) {
    return (sample, key) -> next.apply(apply(sample, key.child("first")), key.child("then"));
  }
}
