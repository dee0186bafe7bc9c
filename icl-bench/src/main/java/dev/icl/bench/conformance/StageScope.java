package dev.icl.bench.conformance;

import dev.icl.core.engine.ForwardingScope;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.Scope;
import dev.icl.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A scope that keeps the first output of some parts of a network. */
final class StageScope extends ForwardingScope {
  /** The prefix of the names of such outputs in a fixture. */
  static final String PREFIX = "dbg/stage/";

  private final Set<String> parts;
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();

  private StageScope(Scope scope, Set<String> parts) {
    super(scope);
    this.parts = parts;
  }

  /** A program that gives the first output of those parts too, under their names in a fixture. */
  static Program watched(Program program, Set<String> parts) {
    if (parts.isEmpty()) {
      return program;
    }
    return (scope, inputs) -> {
      StageScope watching = new StageScope(scope, parts);
      Map<String, Tensor> outputs = new LinkedHashMap<>(program.apply(watching, inputs));
      outputs.putAll(watching.outputs);
      return outputs;
    };
  }

  @Override
  public void passed(String part, Tensor output) {
    if (parts.contains(part)) {
      outputs.putIfAbsent(PREFIX + part, output);
    }
    super.passed(part, output);
  }
}
