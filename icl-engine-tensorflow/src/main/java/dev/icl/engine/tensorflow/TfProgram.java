package dev.icl.engine.tensorflow;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Program;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A program that is traced once for each signature of its inputs. */
final class TfProgram implements CompiledProgram {
  private final TfRuntime runtime;
  private final Program program;
  private final Compilation compilation;
  private final Map<List<Map<String, Trace.Signature>>, Trace> traces = new HashMap<>();
  private boolean closed;

  TfProgram(TfRuntime runtime, Program program, Compilation compilation) {
    this.runtime = runtime;
    this.program = program;
    this.compilation = compilation;
  }

  @Override
  public Map<String, HostTensor> run(List<Map<String, HostTensor>> parts, RandomKey key) {
    if (closed) {
      throw new IllegalStateException("this program is closed");
    }
    runtime.requireOpen();
    EngineRules.requireParts(compilation, parts.size());
    if (compilation.optimizer().isPresent()) {
      EngineRules.input(parts.get(0), Optimizer.LEARNING_RATE);
    }
    List<Map<String, Trace.Signature>> signatures =
        parts.stream().map(TfProgram::signature).toList();
    Trace trace = traces.get(signatures);
    if (trace == null) {
      trace = new Trace(runtime, program, compilation, signatures);
      traces.put(signatures, trace);
    }
    runtime.variables().settle();
    return trace.run(parts, key);
  }

  private static Map<String, Trace.Signature> signature(Map<String, HostTensor> inputs) {
    return inputs.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey,
                e -> new Trace.Signature(e.getValue().dtype(), e.getValue().shape())));
  }

  @Override
  public void close() {
    closed = true;
    traces.clear();
  }
}
