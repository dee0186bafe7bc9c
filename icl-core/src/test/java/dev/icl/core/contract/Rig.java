package dev.icl.core.contract;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Short ways to do to an engine what the contract does again and again. */
final class Rig implements AutoCloseable {
  static final RandomKey KEY = RandomKey.of(7);

  private final Engine engine;

  Rig(Engine engine) {
    this.engine = engine;
  }

  Engine engine() {
    return engine;
  }

  static HostTensor vector(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return HostTensor.of(Shape.of(floats.length), floats);
  }

  static VariableSpec spec(String name, VariableKind kind, HostTensor like) {
    return new VariableSpec(
        name,
        like.dtype(),
        like.shape(),
        kind,
        (dtype, shape, key) -> HostTensor.zeros(dtype, shape));
  }

  Rig parameter(String name, HostTensor value) {
    engine.variables().create(spec(name, VariableKind.PARAMETER, value), value);
    return this;
  }

  Rig buffer(String name, HostTensor value) {
    engine.variables().create(spec(name, VariableKind.BUFFER, value), value);
    return this;
  }

  HostTensor read(String name) {
    return engine.variables().read(name);
  }

  CompiledProgram compile(Program program, Compilation compilation) {
    return engine.compile(program, compilation);
  }

  /** Compiles, runs once and closes. */
  Map<String, HostTensor> run(
      Program program, Compilation compilation, Map<String, HostTensor> inputs) {
    try (CompiledProgram compiled = engine.compile(program, compilation)) {
      return compiled.run(inputs, KEY);
    }
  }

  static Map<String, HostTensor> withRate(Map<String, HostTensor> inputs, double rate) {
    Map<String, HostTensor> more = new LinkedHashMap<>(inputs);
    more.put(Optimizer.LEARNING_RATE, HostTensor.scalar(rate));
    return more;
  }

  @Override
  public void close() {
    engine.close();
  }
}
