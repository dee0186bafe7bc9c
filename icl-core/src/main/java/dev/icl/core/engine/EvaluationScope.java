package dev.icl.core.engine;

import dev.icl.core.ops.ShapeRules;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;

/**
 * A scope of a training step in which networks run as at test time: normalised by running
 * statistics, which stay, and without dropout.
 */
public final class EvaluationScope extends ForwardingScope {
  /**
   * @param scope the scope to read from
   */
  public EvaluationScope(Scope scope) {
    super(scope);
  }

  @Override
  public boolean training() {
    return false;
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    ShapeRules.dropout(x, rate, maskShape);
    return x;
  }
}
