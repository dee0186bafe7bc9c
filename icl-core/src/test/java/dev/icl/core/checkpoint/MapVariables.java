package dev.icl.core.checkpoint;

import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.tensor.HostTensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Variables kept in a map; for tests that need no arithmetic. */
public final class MapVariables implements Variables {
  private final Map<String, VariableSpec> specs = new LinkedHashMap<>();
  private final Map<String, HostTensor> values = new LinkedHashMap<>();
  private final List<String> reads = new ArrayList<>();

  @Override
  public void create(VariableSpec spec, HostTensor value) {
    if (specs.putIfAbsent(spec.name(), spec) != null) {
      throw new IllegalStateException(spec.name());
    }
    values.put(spec.name(), value);
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
    reads.add(name);
    return values.get(name);
  }

  @Override
  public void write(String name, HostTensor value) {
    values.put(name, value);
  }

  /** The names read so far, in order. */
  public List<String> reads() {
    return reads;
  }
}
