package dev.icl.data.phantom;

import dev.icl.core.random.RandomKey;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Random numbers of one purpose, in the order they are asked for. */
final class Draw {
  private final UniformRandomProvider random;
  private final ContinuousSampler normal;

  Draw(RandomKey key) {
    random = key.generator();
    normal = ZigguratSampler.NormalizedGaussian.of(random);
  }

  double uniform(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  /** Uniform in [centre − spread, centre + spread). */
  double about(double centre, double spread) {
    return uniform(centre - spread, centre + spread);
  }

  double angle() {
    return uniform(-Math.PI, Math.PI);
  }

  /** A whole number, both ends included. */
  int whole(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  double gaussian() {
    return normal.sample();
  }
}
