package dev.icl.export.program;

import dev.icl.core.engine.Scope;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.ShapeRules;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;

/** A program's view of its recording: test time, variables as constants. */
final class RecordingScope implements Scope {
  private final Tape tape;
  private final Ops ops;

  RecordingScope(Tape tape) {
    this.tape = tape;
    this.ops = new CheckedOps(new RecordingOps(tape));
  }

  @Override
  public Ops ops() {
    return ops;
  }

  @Override
  public boolean training() {
    return false;
  }

  @Override
  public Tensor variable(String name) {
    return tape.variable(name);
  }

  @Override
  public void assign(String name, Tensor value) {
    throw new UnfitStep("assign", "changes a variable");
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    ShapeRules.dropout(x, rate, maskShape);
    return x;
  }
}
