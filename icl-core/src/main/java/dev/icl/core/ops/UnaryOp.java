package dev.icl.core.ops;

/** Operations on one operand, element by element: its shape and type come out. */
public enum UnaryOp implements NamedOp {
  /** {@link Ops#neg}. */
  NEG,
  /** {@link Ops#abs}. */
  ABS,
  /** {@link Ops#exp}. */
  EXP,
  /** {@link Ops#log}. */
  LOG,
  /** {@link Ops#sqrt}. */
  SQRT,
  /** {@link Ops#rsqrt}. */
  RSQRT,
  /** {@link Ops#square}. */
  SQUARE,
  /** {@link Ops#tanh}. */
  TANH,
  /** {@link Ops#sigmoid}. */
  SIGMOID,
  /** {@link Ops#erf}. */
  ERF,
  /** {@link Ops#relu}. */
  RELU,
  /** {@link Ops#gelu}. */
  GELU,
  /** {@link Ops#logicalNot}. */
  LOGICAL_NOT;

  private final String opName;

  UnaryOp() {
    opName = Operands.opName(this);
  }

  @Override
  public String opName() {
    return opName;
  }

  /** Whether the operand is {@link dev.icl.core.tensor.DType#BOOL} rather than floating. */
  boolean isLogical() {
    return this == LOGICAL_NOT;
  }
}
