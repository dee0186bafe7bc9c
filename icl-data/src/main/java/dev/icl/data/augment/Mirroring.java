package dev.icl.data.augment;

import dev.icl.core.random.RandomKey;
import dev.icl.data.sample.Sample;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Flips, along each axis by itself, of image and label map.
 *
 * @param probability that a sample is flipped along an axis
 */
record Mirroring(double probability) implements SampleAugmentation {
  @Override
  public Sample apply(Sample sample, RandomKey key) {
    UniformRandomProvider random = key.generator();
    List<Boolean> flips = new ArrayList<>();
    for (int axis = 0; axis < sample.rank(); axis++) {
      flips.add(random.nextDouble() < probability);
    }
    return flips.contains(true)
        ? new AxisSymmetry(0, TurnPlane.firstTwo(), flips).apply(sample)
        : sample;
  }
}
