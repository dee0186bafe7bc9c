package dev.icl.core.engine;

import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A scope whose variables are constants: what is computed in it from constant inputs has no
 * gradient, so an eager engine records nothing and keeps no activations. Buffers are still
 * assigned, and dropout still drops.
 */
public final class FrozenScope extends ForwardingScope {
  /**
   * @param scope the scope to read from
   */
  public FrozenScope(Scope scope) {
    super(scope);
  }

  @Override
  public Tensor variable(String name) {
    return ops().stopGradient(super.variable(name));
  }

  /** The function's result: nothing is kept for a gradient that does not exist. */
  @Override
  public List<Tensor> block(UnaryOperator<List<Tensor>> block, List<Tensor> inputs) {
    return block.apply(inputs);
  }
}
