package dev.icl.core.ops;

/**
 * A member of a family of operations of {@link OpsKernel}. The constant {@code LEAKY_RELU} is the
 * method {@code leakyRelu} of {@link Ops}.
 */
public sealed interface NamedOp permits BinaryOp, CompareOp, NumberOp, ReduceOp, UnaryOp {
  /** The name of the method in {@link Ops}, which refusals and costs call the operation by. */
  String opName();
}
