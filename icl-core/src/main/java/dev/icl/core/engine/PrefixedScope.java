package dev.icl.core.engine;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;

/**
 * A scope in which every variable is another one, whose name has a prefix: what is written for the
 * variables of a network runs on those of its copy, as on a teacher or a second network.
 */
public final class PrefixedScope implements Scope {
  private final Scope scope;
  private final String prefix;

  /**
   * @param scope holds the prefixed variables
   * @param prefix what goes before every name, as {@code teacher.}
   */
  public PrefixedScope(Scope scope, String prefix) {
    this.scope = scope;
    this.prefix = prefix;
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
    return scope.variable(prefix + name);
  }

  @Override
  public void assign(String name, Tensor value) {
    scope.assign(prefix + name, value);
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    return scope.dropout(x, rate, maskShape);
  }
}
