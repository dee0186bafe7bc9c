package dev.icl.export.onnx;

import dev.icl.export.program.RecordedProgram;
import dev.icl.export.program.Step;
import java.util.Collection;

/** Names of the sizes that are open: those that are the same in a run have the same name. */
final class AxisNames {
  private final Collection<Step> inputs;

  private AxisNames(Collection<Step> inputs) {
    this.inputs = inputs;
  }

  static AxisNames of(RecordedProgram program) {
    return new AxisNames(program.inputs().values());
  }

  /** The name of an axis that is open. */
  String of(Step step, int axis) {
    for (Step input : inputs) {
      for (int at = 0; at < input.rank(); at++) {
        if (!input.isFixed(at) && step.isAsLong(axis, input, at)) {
          return at == 0 ? "batch" : "size_" + (at - 1);
        }
      }
    }
    return "other_" + axis;
  }
}
