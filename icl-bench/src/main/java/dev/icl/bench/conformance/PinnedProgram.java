package dev.icl.bench.conformance;

import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * A program that moves inputs of its kinked operations by what it is given: to the side of the kink
 * where they are to be. The derivative passes through the move as if it were not there.
 */
record PinnedProgram(Program program, Kinks kinks) implements Program {
  @Override
  public Map<String, Tensor> apply(Scope scope, ProgramInputs inputs) {
    return program.apply(
        new KinkedScope(
            scope,
            (call, operation, layer, x, window) ->
                inputs.contains(input(call)) ? scope.ops().add(x, inputs.get(input(call))) : x),
        inputs);
  }

  /** Another program with the same operations in the same order, moved alike. */
  PinnedProgram of(Program other) {
    return new PinnedProgram(other, kinks);
  }

  /** Moves that move nothing. */
  Map<String, HostTensor> free() {
    Map<String, HostTensor> moves = new HashMap<>();
    for (Kinks.Site site : kinks.sites()) {
      moves.put(input(site.call()), HostTensor.zeros(DType.F32, site.shape()));
    }
    return moves;
  }

  /** Moves that put every element of a site where it is chosen to be. */
  Map<String, HostTensor> at(Kinks.Site site, Map<Kinks.Jump, Integer> chosen) {
    return Map.of(input(site.call()), site.offsets(chosen));
  }

  private static String input(int call) {
    return "kink/" + call;
  }
}
