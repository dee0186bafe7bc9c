package dev.icl.core.ops;

/** Reductions of a floating operand: one value for all elements along axes. */
public enum ReduceOp implements NamedOp {
  /** {@link Ops#sum}; 0 over nothing. */
  SUM(true),
  /** {@link Ops#mean}. */
  MEAN(false),
  /** {@link Ops#max}. */
  MAX(false);

  private final String opName;
  private final boolean takesNothing;

  ReduceOp(boolean takesNothing) {
    opName = Operands.opName(this);
    this.takesNothing = takesNothing;
  }

  @Override
  public String opName() {
    return opName;
  }

  /** Whether it has a value over no elements at all. */
  boolean takesNothing() {
    return takesNothing;
  }
}
