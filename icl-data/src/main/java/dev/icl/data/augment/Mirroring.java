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
    List<Boolean> flips = flips(key.generator(), sample.rank(), probability);
    return flips.contains(true)
        ? new AxisSymmetry(0, TurnPlane.firstTwo(), flips).apply(sample)
        : sample;
  }

  /**
   * Flips along each axis by itself.
   *
   * @param random draws one number for each axis
   * @param rank the number of axes
   * @param probability of a flip along an axis
   */
  static List<Boolean> flips(UniformRandomProvider random, int rank, double probability) {
    List<Boolean> flips = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      flips.add(random.nextDouble() < probability);
    }
    return flips;
  }
}
