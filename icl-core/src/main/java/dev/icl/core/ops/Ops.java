package dev.icl.core.ops;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Tensor;

/**
 * The operations a model, a loss or a training step is written in: the one seam between the method
 * and the engines. Most elementwise operations and reductions are named here and computed by the
 * family of {@link OpsKernel} that they belong to; the others are declared there.
 *
 * <p>Every operation is implemented by every engine, forward and backward, in 2-D and in 3-D.
 * Semantics, names and defaults follow PyTorch 2 where it has the operation. Floating operands are
 * {@link DType#F32} ({@link DType#F64} in the reference); operands of one operation share a type;
 * nothing is promoted. Binary operations broadcast as NumPy does: shapes are aligned at their last
 * axes and an axis of size 1 stretches. Axes may be negative, counted from the last.
 *
 * <p>Operands that do not fit are refused with an {@link IllegalArgumentException} whose text is
 * the same on every engine ({@link ShapeRules}, {@link MovementRules}, {@link NetworkRules}). A
 * program may branch on shapes, never on values.
 */
public interface Ops extends OpsKernel {

  // ---- one operand --------------------------------------------------------------------------

  /** {@code −x}. */
  default Tensor neg(Tensor x) {
    return unary(UnaryOp.NEG, x);
  }

  /** {@code |x|}; gradient 0 at 0. */
  default Tensor abs(Tensor x) {
    return unary(UnaryOp.ABS, x);
  }

  /** {@code e^x}. */
  default Tensor exp(Tensor x) {
    return unary(UnaryOp.EXP, x);
  }

  /** Natural logarithm. */
  default Tensor log(Tensor x) {
    return unary(UnaryOp.LOG, x);
  }

  /** Square root. */
  default Tensor sqrt(Tensor x) {
    return unary(UnaryOp.SQRT, x);
  }

  /** {@code 1 / √x}. */
  default Tensor rsqrt(Tensor x) {
    return unary(UnaryOp.RSQRT, x);
  }

  /** {@code x²}. */
  default Tensor square(Tensor x) {
    return unary(UnaryOp.SQUARE, x);
  }

  /** Hyperbolic tangent. */
  default Tensor tanh(Tensor x) {
    return unary(UnaryOp.TANH, x);
  }

  /** {@code 1 / (1 + e^−x)}. */
  default Tensor sigmoid(Tensor x) {
    return unary(UnaryOp.SIGMOID, x);
  }

  /** The error function. */
  default Tensor erf(Tensor x) {
    return unary(UnaryOp.ERF, x);
  }

  /** {@code max(x, 0)}; gradient 0 at 0. */
  default Tensor relu(Tensor x) {
    return unary(UnaryOp.RELU, x);
  }

  /** The exact Gaussian error linear unit, {@code x · Φ(x)}. */
  default Tensor gelu(Tensor x) {
    return unary(UnaryOp.GELU, x);
  }

  /** {@code not a}, {@link DType#BOOL}. */
  default Tensor logicalNot(Tensor a) {
    return unary(UnaryOp.LOGICAL_NOT, a);
  }

  // ---- a tensor and a number ----------------------------------------------------------------

  /** {@code x + value}. */
  default Tensor add(Tensor x, double value) {
    return withNumber(NumberOp.ADD, x, value);
  }

  /** {@code x · value}. */
  default Tensor mul(Tensor x, double value) {
    return withNumber(NumberOp.MUL, x, value);
  }

  /** {@code x^exponent} for {@code x > 0}, or any {@code x} with an integer exponent. */
  default Tensor pow(Tensor x, double exponent) {
    return withNumber(NumberOp.POW, x, exponent);
  }

  /** {@code x} where positive, {@code slope · x} elsewhere (the slope is the gradient at 0). */
  default Tensor leakyRelu(Tensor x, double slope) {
    return withNumber(NumberOp.LEAKY_RELU, x, slope);
  }

  // ---- two operands, broadcasting -----------------------------------------------------------

  /** {@code a + b}. */
  default Tensor add(Tensor a, Tensor b) {
    return binary(BinaryOp.ADD, a, b);
  }

  /** {@code a − b}. */
  default Tensor sub(Tensor a, Tensor b) {
    return binary(BinaryOp.SUB, a, b);
  }

  /** {@code a · b}. */
  default Tensor mul(Tensor a, Tensor b) {
    return binary(BinaryOp.MUL, a, b);
  }

  /** {@code a / b}. */
  default Tensor div(Tensor a, Tensor b) {
    return binary(BinaryOp.DIV, a, b);
  }

  /** The larger; on a tie each gets half of the gradient. */
  default Tensor maximum(Tensor a, Tensor b) {
    return binary(BinaryOp.MAXIMUM, a, b);
  }

  /** The smaller; on a tie each gets half of the gradient. */
  default Tensor minimum(Tensor a, Tensor b) {
    return binary(BinaryOp.MINIMUM, a, b);
  }

  // ---- comparisons, broadcasting ------------------------------------------------------------

  /** {@code a == b} as {@link DType#BOOL}, any type. */
  default Tensor equal(Tensor a, Tensor b) {
    return compare(CompareOp.EQUAL, a, b);
  }

  /** {@code a < b} as {@link DType#BOOL}. */
  default Tensor less(Tensor a, Tensor b) {
    return compare(CompareOp.LESS, a, b);
  }

  /** {@code a > b} as {@link DType#BOOL}. */
  default Tensor greater(Tensor a, Tensor b) {
    return compare(CompareOp.GREATER, a, b);
  }

  /** {@code a and b}, both {@link DType#BOOL}. */
  default Tensor logicalAnd(Tensor a, Tensor b) {
    return compare(CompareOp.LOGICAL_AND, a, b);
  }

  // ---- reductions ---------------------------------------------------------------------------

  /**
   * The sum over axes.
   *
   * @param x floating
   * @param keepDims whether reduced axes stay with size 1
   * @param axes the axes; none means all
   */
  default Tensor sum(Tensor x, boolean keepDims, int... axes) {
    return reduce(ReduceOp.SUM, x, keepDims, axes);
  }

  /**
   * The mean over axes, of at least one element.
   *
   * @param x floating
   * @param keepDims whether reduced axes stay with size 1
   * @param axes the axes; none means all
   */
  default Tensor mean(Tensor x, boolean keepDims, int... axes) {
    return reduce(ReduceOp.MEAN, x, keepDims, axes);
  }

  /**
   * The maximum over axes, of at least one element; the gradient is shared equally by all maxima.
   *
   * @param x floating
   * @param keepDims whether reduced axes stay with size 1
   * @param axes the axes; none means all
   */
  default Tensor max(Tensor x, boolean keepDims, int... axes) {
    return reduce(ReduceOp.MAX, x, keepDims, axes);
  }
}
