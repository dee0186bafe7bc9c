package dev.icl.core.contract;

import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.ShapeRules;
import dev.icl.core.reference.FrozenValues;
import dev.icl.core.reference.RefTensor;
import dev.icl.core.reference.ReferenceOps;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One run of a program from given variable values. */
final class ReferenceScope implements Scope {
  private final ReferenceVariables variables;
  private final Map<String, double[]> start;
  private final boolean training;
  private final FrozenValues frozen;
  private final Ops ops;
  private final Map<String, RefTensor> assigned = new LinkedHashMap<>();
  private final Map<String, RefTensor> read = new LinkedHashMap<>();
  private MaskSource masks;
  private int dropouts;

  /** Draws the mask of a dropout call. */
  @FunctionalInterface
  interface MaskSource {
    double[] draw(int call, double rate, Shape shape);
  }

  ReferenceScope(
      ReferenceVariables variables,
      Map<String, double[]> start,
      boolean training,
      FrozenValues frozen,
      UnaryOperator<Ops> interceptor) {
    this.variables = variables;
    this.start = start;
    this.training = training;
    this.frozen = frozen;
    this.masks =
        (call, rate, shape) -> {
          throw new IllegalStateException("no micro-batch has begun");
        };
    this.ops = interceptor.apply(new CheckedOps(new ReferenceOps(frozen)));
  }

  /** Lets masks come from the source of the next micro-batch. */
  void begin(MaskSource next) {
    masks = next;
    dropouts = 0;
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
    VariableSpec spec = variables.spec(name);
    RefTensor changed = assigned.get(name);
    return changed != null ? changed : read.computeIfAbsent(name, n -> fresh(spec));
  }

  private RefTensor fresh(VariableSpec spec) {
    Set<String> sources = spec.kind() == VariableKind.PARAMETER ? Set.of(spec.name()) : Set.of();
    return new RefTensor(spec.dtype(), spec.shape(), start.get(spec.name()), sources);
  }

  @Override
  public void assign(String name, Tensor value) {
    EngineRules.requireFits(variables.spec(name), value.dtype(), value.shape());
    double[] values = frozen.freeze(((RefTensor) value)::values);
    assigned.put(name, RefTensor.of(value.dtype(), value.shape(), values));
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    ShapeRules.dropout(x, rate, maskShape);
    if (!training || rate == 0) {
      return x;
    }
    int call = dropouts++;
    double[] mask = frozen.freeze(() -> masks.draw(call, rate, maskShape));
    RefTensor factors = RefTensor.of(x.dtype(), maskShape, mask);
    RefTensor input = (RefTensor) x;
    return RefTensor.of(
        x.dtype(), x.shape(), index -> input.at(index) * factors.stretched(index), input);
  }

  /** The variables that were read, from the first on. */
  Set<String> read() {
    return read.keySet();
  }

  Map<String, RefTensor> assigned() {
    return assigned;
  }
}
