package dev.icl.core.cost;

import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.ShapeRules;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Variables, assignment and dropout over shapes alone. */
final class CostScope implements Scope {
  private final Tally tally;
  private final CostOps costs;
  private final Ops ops;
  private final boolean training;
  private final Map<String, VariableSpec> specs = new HashMap<>();
  private final Map<String, CostTensor> current = new HashMap<>();

  CostScope(
      Tally tally, Collection<VariableSpec> variables, boolean training, boolean differentiate) {
    this.tally = tally;
    this.costs = new CostOps(tally);
    this.ops = new CheckedOps(costs);
    this.training = training;
    for (VariableSpec spec : variables) {
      boolean trained = differentiate && spec.kind() == VariableKind.PARAMETER;
      specs.put(spec.name(), spec);
      current.put(
          spec.name(),
          trained
              ? CostTensor.parameter(spec.name(), spec.dtype(), spec.shape())
              : CostTensor.constant(spec.name(), spec.dtype(), spec.shape()));
    }
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
    CostTensor variable = current.get(name);
    if (variable == null) {
      throw EngineRules.noVariable(name);
    }
    return variable;
  }

  @Override
  public void assign(String name, Tensor value) {
    VariableSpec spec = specs.get(name);
    if (spec == null) {
      throw EngineRules.noVariable(name);
    }
    EngineRules.requireFits(spec, value.dtype(), value.shape());
    if (((CostTensor) value).name().equals(CostOps.STATISTIC)) {
      tally.normalised(name);
    }
    current.put(name, CostTensor.constant(name, value.dtype(), value.shape()));
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    ShapeRules.dropout(x, rate, maskShape);
    return training && rate > 0 ? costs.dropout((CostTensor) x) : x;
  }
}
