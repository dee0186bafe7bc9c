package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.Linear;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * A perceptron of two linear layers with an exact GELU between, over the last axis: {@code [...,
 * features] → [..., features]}.
 *
 * @param name state-dict prefix
 * @param features input and output size
 * @param hidden size between
 * @param first name of the first layer under the prefix
 * @param second name of the second layer under the prefix
 */
public record Mlp(String name, int features, int hidden, String first, String second)
    implements Layer {
  /**
   * A perceptron whose layers are {@code name.fc1} and {@code name.fc2}.
   *
   * @param name state-dict prefix
   * @param features input and output size
   * @param hidden size between
   */
  public Mlp(String name, int features, int hidden) {
    this(name, features, hidden, "fc1", "fc2");
  }

  @Override
  public List<VariableSpec> variables() {
    return VariableLists.concat(List.of(in(), out()));
  }

  /**
   * @param x {@code [..., features]}
   */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    return out().apply(scope, scope.ops().gelu(in().apply(scope, x)));
  }

  private Linear in() {
    return new Linear(name + "." + first, features, hidden);
  }

  private Linear out() {
    return new Linear(name + "." + second, hidden, features);
  }
}
