package dev.icl.core.contract;

import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.tensor.HostTensor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** State of the reference, kept in float64 between steps. */
final class ReferenceVariables implements Variables {
  private final Map<String, VariableSpec> specs = new LinkedHashMap<>();
  private final Map<String, double[]> values = new LinkedHashMap<>();

  @Override
  public void create(VariableSpec spec, HostTensor value) {
    EngineRules.requireFits(spec, value.dtype(), value.shape());
    if (specs.putIfAbsent(spec.name(), spec) != null) {
      throw EngineRules.taken(spec.name());
    }
    values.put(spec.name(), value.toDoubles());
  }

  @Override
  public boolean contains(String name) {
    return specs.containsKey(name);
  }

  @Override
  public Collection<VariableSpec> specs() {
    return List.copyOf(specs.values());
  }

  @Override
  public HostTensor read(String name) {
    VariableSpec spec = spec(name);
    double[] current = values.get(name);
    return HostTensor.fill(spec.dtype(), spec.shape(), i -> current[(int) i]);
  }

  @Override
  public void write(String name, HostTensor value) {
    EngineRules.requireFits(spec(name), value.dtype(), value.shape());
    values.put(name, value.toDoubles());
  }

  void clear() {
    specs.clear();
    values.clear();
  }

  VariableSpec spec(String name) {
    VariableSpec spec = specs.get(name);
    if (spec == null) {
      throw EngineRules.noVariable(name);
    }
    return spec;
  }

  /** Every value by name, to be changed by nobody. */
  Map<String, double[]> snapshot() {
    return new LinkedHashMap<>(values);
  }

  void set(String name, double[] value) {
    values.put(name, value);
  }

  int size() {
    return specs.size();
  }
}
