package dev.icl.core.nn;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * Layer normalisation over the last axis, epsilon 1e-5, with state {@code name.weight [size]} and
 * {@code name.bias [size]}. Ba et al., <i>Layer normalization</i>, 2016.
 *
 * @param name state-dict prefix
 * @param size of the last axis
 */
public record LayerNorm(String name, int size) implements Layer {
  private static final double EPSILON = 1e-5;

  @Override
  public List<VariableSpec> variables() {
    return List.of(
        Parameters.of(name + ".weight", Shape.of(size), Initializers.ones()),
        Parameters.of(name + ".bias", Shape.of(size), Initializers.zeros()));
  }

  /**
   * @param x {@code [..., size]}
   */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    return scope
        .ops()
        .layerNorm(
            x, scope.variable(name + ".weight"), scope.variable(name + ".bias"), EPSILON);
  }
}
