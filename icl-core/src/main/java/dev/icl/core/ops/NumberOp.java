package dev.icl.core.ops;

/** Operations on a floating tensor and a number, element by element. */
public enum NumberOp implements NamedOp {
  /** {@link Ops#add(dev.icl.core.tensor.Tensor, double)}. */
  ADD,
  /** {@link Ops#mul(dev.icl.core.tensor.Tensor, double)}. */
  MUL,
  /** {@link Ops#pow}. */
  POW,
  /** {@link Ops#leakyRelu}. */
  LEAKY_RELU;

  private final String opName;

  NumberOp() {
    opName = Operands.opName(this);
  }

  @Override
  public String opName() {
    return opName;
  }
}
