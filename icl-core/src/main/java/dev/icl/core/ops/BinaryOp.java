package dev.icl.core.ops;

/** Operations on two floating operands that broadcast, element by element. */
public enum BinaryOp implements NamedOp {
  /** {@link Ops#add(dev.icl.core.tensor.Tensor, dev.icl.core.tensor.Tensor)}. */
  ADD,
  /** {@link Ops#sub}. */
  SUB,
  /** {@link Ops#mul(dev.icl.core.tensor.Tensor, dev.icl.core.tensor.Tensor)}. */
  MUL,
  /** {@link Ops#div}. */
  DIV,
  /** {@link Ops#maximum}. */
  MAXIMUM,
  /** {@link Ops#minimum}. */
  MINIMUM;

  private final String opName;

  BinaryOp() {
    opName = Operands.opName(this);
  }

  @Override
  public String opName() {
    return opName;
  }
}
