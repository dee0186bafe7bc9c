package dev.icl.modules.proxy;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.Linear;
import dev.icl.core.nn.Parameters;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * The 1×1 convolution along the classes that changes the width of queries: a linear layer whose
 * weight is stored as that of a one-dimensional convolution, {@code [out, in, 1]}.
 *
 * @param name state-dict prefix
 */
record PointwiseConv(String name, int in, int out) implements Layer {
  @Override
  public List<VariableSpec> variables() {
    List<VariableSpec> linear = new Linear(name, in, out).variables();
    VariableSpec weight = linear.get(0);
    return List.of(
        Parameters.of(weight.name(), Shape.of(out, in, 1), weight.initializer()), linear.get(1));
  }

  /**
   * @param x {@code [N, K, in]}
   * @return {@code [N, K, out]}
   */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    Tensor weight =
        scope.ops().reshape(scope.variable(name + ".weight"), Shape.of(out, in));
    return scope.ops().linear(x, weight, scope.variable(name + ".bias"));
  }
}
