package dev.icl.modules.method;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;

/** The entropy of distributions over the classes. */
final class Entropy {
  private static final double SMOOTH = 1e-6;

  private Entropy() {}

  /**
   * {@code −Σ_c p log(p + 1e-6)} of every pixel, in nats.
   *
   * @param probabilities {@code [N, classes, spatial]}
   * @return {@code [N, 1, spatial]}
   */
  static Tensor of(Ops ops, Tensor probabilities) {
    Tensor logarithm = ops.log(ops.add(probabilities, SMOOTH));
    return ops.neg(ops.sum(ops.mul(probabilities, logarithm), true, 1));
  }
}
