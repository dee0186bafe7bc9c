package dev.icl.core.engine;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;

/**
 * A scope whose variables are constants: what is computed in it from constant inputs has no
 * gradient, so an eager engine records nothing and keeps no activations. Buffers are still
 * assigned, and dropout still drops.
 */
public final class FrozenScope implements Scope {
  private final Scope scope;

  /**
   * @param scope the scope to read from
   */
  public FrozenScope(Scope scope) {
    this.scope = scope;
  }

  @Override
  public Ops ops() {
    return scope.ops();
  }

  @Override
  public boolean training() {
    return scope.training();
  }

  @Override
  public Tensor variable(String name) {
    return scope.ops().stopGradient(scope.variable(name));
  }

  @Override
  public void assign(String name, Tensor value) {
    scope.assign(name, value);
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    return scope.dropout(x, rate, maskShape);
  }
}
