package dev.icl.modules.train;

import dev.icl.core.checkpoint.MapVariables;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Device;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** Runs no program: gives scripted losses, adds one to every parameter and slot a step. */
final class FakeEngine implements Engine {
  final List<Double> rates = new ArrayList<>();
  final List<RandomKey> keys = new ArrayList<>();
  final List<Set<String>> inputs = new ArrayList<>();
  final List<Compilation> compilations = new ArrayList<>();
  private final MapVariables variables = new MapVariables();
  private final IntFunction<Map<String, HostTensor>> losses;

  /**
   * @param losses outputs of the n-th step of this engine, from 0
   */
  FakeEngine(IntFunction<Map<String, HostTensor>> losses) {
    this.losses = losses;
  }

  @Override
  public EngineInfo info() {
    return new EngineInfo("fake", "1", Device.CPU, 1);
  }

  @Override
  public Variables variables() {
    return variables;
  }

  @Override
  public CompiledProgram compile(Program program, Compilation compilation) {
    compilations.add(compilation);
    return new CompiledProgram() {
      @Override
      public Map<String, HostTensor> run(List<Map<String, HostTensor>> parts, RandomKey key) {
        Map<String, HostTensor> given = parts.get(0);
        rates.add(given.get(Optimizer.LEARNING_RATE).item());
        inputs.add(Set.copyOf(given.keySet()));
        keys.add(key);
        variables.specs().forEach(FakeEngine.this::update);
        return losses.apply(rates.size() - 1);
      }

      @Override
      public void close() {}
    };
  }

  private void update(VariableSpec spec) {
    if (spec.kind() != VariableKind.BUFFER) {
      HostTensor value = variables.read(spec.name());
      variables.write(
          spec.name(), HostTensor.fill(spec.dtype(), spec.shape(), i -> value.get((int) i) + 1));
    }
    String slot = Optimizer.slotName("momentum_buffer", spec.name());
    if (spec.kind() == VariableKind.PARAMETER && !variables.contains(slot)) {
      variables.create(
          new VariableSpec(
              slot,
              DType.F32,
              spec.shape(),
              VariableKind.SLOT,
              (dtype, shape, key) -> HostTensor.zeros(dtype, shape)),
          HostTensor.fill(DType.F32, spec.shape(), i -> 1));
    }
  }

  @Override
  public long liveArrays() {
    return variables.specs().size();
  }

  @Override
  public void close() {}

  /** A scalar on the host. */
  static HostTensor scalar(double value) {
    return HostTensor.fill(DType.F32, Shape.scalar(), i -> value);
  }
}
