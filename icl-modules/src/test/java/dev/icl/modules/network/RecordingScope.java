package dev.icl.modules.network;

import dev.icl.core.engine.ForwardingScope;
import dev.icl.core.engine.Scope;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/** A scope that hands everything on and writes down what is dropped. */
public final class RecordingScope extends ForwardingScope {
  private final List<String> drops;

  /**
   * @param drops gets a line for every call
   */
  public RecordingScope(Scope scope, List<String> drops) {
    super(scope);
    this.drops = drops;
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    drops.add(rate + " of " + x.shape() + " by " + maskShape);
    return super.dropout(x, rate, maskShape);
  }
}
