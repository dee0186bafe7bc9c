package dev.icl.core.nn;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * Instance normalisation without scale and shift, epsilon 1e-5: no state. Ulyanov et al.,
 * <i>Instance normalization</i>, 2016.
 */
public record InstanceNorm() implements Layer {
  /** Added to variances. */
  static final double EPSILON = 1e-5;

  @Override
  public List<VariableSpec> variables() {
    return List.of();
  }

  /**
   * @param x {@code [N, C, spatial]}
   */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    return scope.ops().instanceNorm(x, EPSILON);
  }
}
