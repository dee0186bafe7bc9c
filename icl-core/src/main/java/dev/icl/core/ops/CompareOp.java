package dev.icl.core.ops;

/** Comparisons of two operands that broadcast, element by element: truth values come out. */
public enum CompareOp implements NamedOp {
  /** {@link Ops#equal}, of any type. */
  EQUAL,
  /** {@link Ops#less}, of numbers. */
  LESS,
  /** {@link Ops#greater}, of numbers. */
  GREATER,
  /** {@link Ops#logicalAnd}, of truth values. */
  LOGICAL_AND;

  private final String opName;

  CompareOp() {
    opName = Operands.opName(this);
  }

  @Override
  public String opName() {
    return opName;
  }
}
