package dev.icl.core.engine;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** A scope that hands everything on to another one, for scopes that change some of it. */
public abstract class ForwardingScope implements Scope {
  private final Scope scope;

  /**
   * @param scope to which everything is handed on
   */
  protected ForwardingScope(Scope scope) {
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
    return scope.variable(name);
  }

  @Override
  public void assign(String name, Tensor value) {
    scope.assign(name, value);
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    return scope.dropout(x, rate, maskShape);
  }

  @Override
  public Tensor encoded(Tensor level, int channels) {
    return scope.encoded(level, channels);
  }

  @Override
  public List<Tensor> block(UnaryOperator<List<Tensor>> block, List<Tensor> inputs) {
    return scope.block(block, inputs);
  }

  @Override
  public void passed(String part, Tensor output) {
    scope.passed(part, output);
  }
}
