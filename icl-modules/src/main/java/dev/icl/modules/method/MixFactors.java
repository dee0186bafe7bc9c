package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.jspecify.annotations.Nullable;

/**
 * The factors by which two images are mixed: one draw from Beta(α, α) for each pair of unlabelled
 * images.
 */
final class MixFactors implements StepInputs {
  /** The input, float32 {@code [M / 2, 1, 1, ...]}. */
  static final String NAME = "mix_factors";

  private static final String STREAM = "mix factors";

  private final double alpha;
  private @Nullable HostTensor factors;

  /**
   * @param alpha above 0; small values mostly leave one of both images as it is
   */
  MixFactors(double alpha) {
    this.alpha = alpha;
  }

  @Override
  public void fill(int iteration, RandomKey key, Map<String, HostTensor> inputs) {
    Shape images = EngineRules.input(inputs, Batch.IMAGE_UNLABELED).shape();
    int[] sizes = new int[images.rank()];
    Arrays.fill(sizes, 1);
    sizes[0] = images.dim(0) / 2;
    Shape shape = Shape.of(sizes);
    if (factors == null || !factors.shape().equals(shape)) {
      factors = HostTensor.zeros(DType.F32, shape);
    }
    ContinuousSampler gamma = gamma(alpha, key.child(STREAM).generator());
    for (int i = 0; i < factors.size(); i++) {
      factors.set(i, beta(gamma));
    }
    inputs.put(NAME, factors);
  }

  /** Draws from Gamma(α, 1). */
  static ContinuousSampler gamma(double alpha, UniformRandomProvider random) {
    return AhrensDieterMarsagliaTsangGammaSampler.of(random, alpha, 1);
  }

  /** One draw from Beta(α, α): X / (X + Y) of two draws from Gamma(α, 1). */
  static double beta(ContinuousSampler gamma) {
    double x = gamma.sample();
    double y = gamma.sample();
    return x + y > 0 ? x / (x + y) : 0.5;
  }
}
