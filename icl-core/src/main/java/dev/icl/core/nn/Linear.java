package dev.icl.core.nn;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code x · weightᵀ + bias} over the last axis, with state {@code name.weight [out, in]} and,
 * unless it has none, {@code name.bias [out]}: {@code [..., in] → [..., out]}. PyTorch's default
 * initial values.
 *
 * @param name state-dict prefix
 * @param in input features
 * @param out output features
 * @param bias whether there is a bias
 */
public record Linear(String name, int in, int out, boolean bias) implements Layer {
  /**
   * A layer with a bias.
   *
   * @param name state-dict prefix
   * @param in input features
   * @param out output features
   */
  public Linear(String name, int in, int out) {
    this(name, in, out, true);
  }

  /** This without a bias. */
  public Linear withoutBias() {
    return new Linear(name, in, out, false);
  }

  @Override
  public List<VariableSpec> variables() {
    Shape shape = Shape.of(out, in);
    VariableSpec weight = Parameters.of(name + ".weight", shape, Initializers.kaimingUniform());
    return bias
        ? List.of(
            weight, Parameters.of(name + ".bias", Shape.of(out), Parameters.biasInitializer(shape)))
        : List.of(weight);
  }

  /**
   * @param x {@code [..., in]}
   */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    @Nullable Tensor offset = bias ? scope.variable(name + ".bias") : null;
    return scope.ops().linear(x, scope.variable(name + ".weight"), offset);
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
        .slice(scope.variable(name + ".weight"), new int[] {from, 0}, Shape.of(count, in));
  }

  /**
   * The bias of some of the outputs of a layer that has one.
   *
   * @param scope the running program, which reads the variable
   * @param from the first output
   * @param count the number of outputs
   * @return {@code [count]}
   */
  public Tensor biasRows(Scope scope, int from, int count) {
    return scope.ops().slice(scope.variable(name + ".bias"), new int[] {from}, Shape.of(count));
  }
}
