package dev.icl.bench.conformance;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.Variables;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.Ops;
import dev.icl.core.reference.RefTensor;
import dev.icl.core.reference.ReferenceOps;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * A training step in float64 on the JVM, from the values of an engine's variables. What it assigns
 * stays in it; there is no dropout, as in every fixture.
 */
final class DoubleScope implements Scope {
  private final Ops ops = new CheckedOps(new ReferenceOps());
  private final Variables variables;
  private final Map<String, Tensor> values = new HashMap<>();

  DoubleScope(Variables variables) {
    this.variables = variables;
  }

  @Override
  public Ops ops() {
    return ops;
  }

  @Override
  public boolean training() {
    return true;
  }

  @Override
  public Tensor variable(String name) {
    return values.computeIfAbsent(name, n -> RefTensor.of(variables.read(n)));
  }

  @Override
  public void assign(String name, Tensor value) {
    values.put(name, value);
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    if (rate != 0) {
      throw new IllegalArgumentException("a fixture has no dropout, but here is a rate of " + rate);
    }
    return x;
  }
}
