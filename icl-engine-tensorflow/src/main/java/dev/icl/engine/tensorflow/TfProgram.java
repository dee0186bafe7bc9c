package dev.icl.engine.tensorflow;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Program;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A program that is traced once for each signature of its inputs. */
final class TfProgram implements CompiledProgram {
  private final TfRuntime runtime;
  private final Program program;
  private final Compilation compilation;
  private final Map<Map<String, Trace.Signature>, Trace> traces = new HashMap<>();
  private boolean closed;

  TfProgram(TfRuntime runtime, Program program, Compilation compilation) {
    this.runtime = runtime;
    this.program = program;
    this.compilation = compilation;
  }

  @Override
  public Map<String, HostTensor> run(Map<String, HostTensor> inputs, RandomKey key) {
    if (closed) {
      throw new IllegalStateException("this program is closed");
    }
    runtime.requireOpen();
    if (compilation.optimizer().isPresent()) {
      EngineRules.input(inputs, Optimizer.LEARNING_RATE);
    }
    Map<String, Trace.Signature> signature =
        inputs.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    e -> new Trace.Signature(e.getValue().dtype(), e.getValue().shape())));
    Trace trace = traces.get(signature);
    if (trace == null) {
      trace = new Trace(runtime, program, compilation, signature);
      traces.put(signature, trace);
    }
    runtime.variables().settle();
    return trace.run(inputs, key);
  }

  @Override
  public void close() {
    closed = true;
    traces.clear();
  }
}
