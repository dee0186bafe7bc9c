package dev.icl.export.program;

import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.tensor.HostTensor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Variables on the JVM, for programs that are written down and that no engine runs. */
public final class HostVariables implements Variables {
  private final Map<String, Variable> variables = new LinkedHashMap<>();

  /** None at first. */
  public HostVariables() {}

  private record Variable(VariableSpec spec, HostTensor value) {}

  @Override
  public void create(VariableSpec spec, HostTensor value) {
    EngineRules.requireFits(spec, value.dtype(), value.shape());
    if (variables.putIfAbsent(spec.name(), new Variable(spec, value)) != null) {
      throw EngineRules.taken(spec.name());
    }
  }

  @Override
  public boolean contains(String name) {
    return variables.containsKey(name);
  }

  @Override
  public Collection<VariableSpec> specs() {
    return variables.values().stream().map(Variable::spec).toList();
  }

  @Override
  public HostTensor read(String name) {
    return variable(name).value();
  }

  @Override
  public void write(String name, HostTensor value) {
    VariableSpec spec = variable(name).spec();
    EngineRules.requireFits(spec, value.dtype(), value.shape());
    variables.put(name, new Variable(spec, value));
  }

  private Variable variable(String name) {
    Variable variable = variables.get(name);
    if (variable == null) {
      throw EngineRules.noVariable(name);
    }
    return variable;
  }
}
