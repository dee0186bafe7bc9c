package dev.icl.bench.conformance;

import dev.icl.core.engine.Scope;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.Ops;
import dev.icl.core.reference.FrozenValues;
import dev.icl.core.reference.RefTensor;
import dev.icl.core.reference.ReferenceOps;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** A program without dropout in plain Java and float64; what it assigns stays in it. */
final class PlainScope implements Scope {
  private final Map<String, RefTensor> values;
  private final boolean training;
  private final FrozenValues frozen;
  private final Ops ops;

  /**
   * @param values the variables to start from, which stay as they are
   * @param training whether batch norms take the statistics of the batch
   * @param frozen the values that no gradient flows through
   */
  PlainScope(Map<String, RefTensor> values, boolean training, FrozenValues frozen) {
    this.values = new HashMap<>(values);
    this.training = training;
    this.frozen = frozen;
    this.ops = new CheckedOps(new ReferenceOps(frozen));
  }

  @Override
  public Ops ops() {
    return ops;
  }

  @Override
  public boolean training() {
    return training;
  }

  @Override
  public Tensor variable(String name) {
    return values.get(name);
  }

  @Override
  public void assign(String name, Tensor value) {
    double[] assigned = frozen.freeze(((RefTensor) value)::values);
    values.put(name, RefTensor.of(value.dtype(), value.shape(), assigned));
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    if (rate != 0) {
      throw new IllegalArgumentException("a rate of " + rate);
    }
    return x;
  }
}
