package dev.icl.core.nn;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * {@code x · weightᵀ + bias} over the last axis, with state {@code name.weight [out, in]} and
 * {@code name.bias [out]}: {@code [..., in] → [..., out]}. PyTorch's default initial values.
 *
 * @param name state-dict prefix
 * @param in input features
 * @param out output features
 */
public record Linear(String name, int in, int out) implements Layer {
  @Override
  public List<VariableSpec> variables() {
    Shape weight = Shape.of(out, in);
    return List.of(
        Parameters.of(name + ".weight", weight, Initializers.kaimingUniform()),
        Parameters.of(name + ".bias", Shape.of(out), Parameters.biasInitializer(weight)));
  }

  /**
   * @param x {@code [..., in]}
   */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    return scope.ops().linear(x, scope.variable(name + ".weight"), scope.variable(name + ".bias"));
  }

  /**
   * The weight of some of the outputs.
   *
   * @param scope the running program, which reads the variable
   * @param from the first output
   * @param count the number of outputs
   * @return {@code [count, in]}
   */
  public Tensor weightRows(Scope scope, int from, int count) {
    return scope
        .ops()
        .slice(scope.variable(name + ".weight"), new int[] {from, 0}, new int[] {count, in});
  }

  /**
   * The bias of some of the outputs.
   *
   * @param scope the running program, which reads the variable
   * @param from the first output
   * @param count the number of outputs
   * @return {@code [count]}
   */
  public Tensor biasRows(Scope scope, int from, int count) {
    return scope.ops().slice(scope.variable(name + ".bias"), new int[] {from}, new int[] {count});
  }
}
