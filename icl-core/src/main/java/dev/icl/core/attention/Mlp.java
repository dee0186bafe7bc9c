package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.Linear;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * A perceptron of two linear layers with an exact GELU between, over the last axis, under {@code
 * name.fc1} and {@code name.fc2}: {@code [..., features] → [..., features]}.
 *
 * @param name state-dict prefix
 * @param features input and output size
 * @param hidden size between
 */
public record Mlp(String name, int features, int hidden) implements Layer {
  @Override
  public List<VariableSpec> variables() {
    return VariableLists.concat(List.of(first(), second()));
  }

  /**
   * @param x {@code [..., features]}
   */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    return second().apply(scope, scope.ops().gelu(first().apply(scope, x)));
  }

  private Linear first() {
    return new Linear(name + ".fc1", features, hidden);
  }

  private Linear second() {
    return new Linear(name + ".fc2", hidden, features);
  }
}
