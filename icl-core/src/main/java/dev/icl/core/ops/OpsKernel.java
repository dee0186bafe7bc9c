package dev.icl.core.ops;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations as an engine implements them: families, whose members differ in what they compute
 * and in nothing else, and operations that stand alone. Programs are written in {@link Ops}, which
 * names the members of the families; the conventions are given there.
 *
 * <p>Operands arrive checked and in canonical form ({@link CheckedOps}). An engine handles every
 * constant of a family with a {@code switch} that has no default, so that the compiler finds the
 * engines in which a new one is missing. Default methods are compositions of other operations, for
 * engines that have nothing better; {@link #lastUse} is a promise that an engine need not take up.
 */
public interface OpsKernel {

  // ---- families -----------------------------------------------------------------------------

  /**
   * An operation on one operand, element by element.
   *
   * @param op the member of the family
   */
  Tensor unary(UnaryOp op, Tensor x);

  /**
   * An operation on a tensor and a number, element by element.
   *
   * @param op the member of the family
   * @param x floating
   * @param number the second operand
   */
  Tensor withNumber(NumberOp op, Tensor x, double number);

  /**
   * An operation on two operands that broadcast, element by element.
   *
   * @param op the member of the family
   * @param a the first operand, floating
   * @param b the second operand, of the same type
   */
  Tensor binary(BinaryOp op, Tensor a, Tensor b);

  /**
   * A comparison of two operands that broadcast, element by element, as {@link DType#BOOL}.
   *
   * @param op the member of the family
   * @param a the first operand
   * @param b the second operand, of the same type
   */
  Tensor compare(CompareOp op, Tensor a, Tensor b);

  /**
   * One value for all elements along axes.
   *
   * @param op the member of the family
   * @param x floating
   * @param keepDims whether reduced axes stay with size 1
   * @param axes the axes; none means all
   */
  Tensor reduce(ReduceOp op, Tensor x, boolean keepDims, int... axes);

  // ---- making -------------------------------------------------------------------------------

  /** The given numbers; no gradient flows into them. */
  Tensor constant(HostTensor value);

  /**
   * {@code value} in every element.
   *
   * @param dtype of the result
   * @param shape of the result
   * @param value the value, converted to that type
   */
  Tensor full(DType dtype, Shape shape, double value);

  // ---- elementwise --------------------------------------------------------------------------

  /**
   * {@code min(max(x, low), high)}; gradient 1 inside and on the bounds, 0 outside.
   *
   * @param x floating
   * @param low the smallest value of the result; may be −∞
   * @param high the largest, at least {@code low}; may be ∞
   */
  Tensor clamp(Tensor x, double low, double high);

  /** The same value as a constant: gradients end here. */
  Tensor stopGradient(Tensor x);

  /**
   * The same value, with the promise that only the one operation that is given the result reads it:
   * an engine may write what comes out over it. That rules out variables and inputs, later readers
   * of {@code x}, of what {@link #reshape}, {@link #transpose}, {@link #slice}, {@link
   * #broadcastTo} or {@link #stopGradient} made of it, its being an output or assigned to a
   * variable, and earlier readers whose gradient needs it ({@link #conv}, {@link #linear}, {@link
   * #matmul}, {@link Ops#mul}, {@link Ops#square} and the like). Otherwise results are wrong, or
   * backward fails.
   *
   * <p>Here: {@code x} itself.
   */
  default Tensor lastUse(Tensor x) {
    return x;
  }

  /**
   * The same numbers in another type; to an integer towards zero, to {@link DType#BOOL} as {@code x
   * ≠ 0}. Gradients pass between floating types only.
   */
  Tensor cast(Tensor x, DType dtype);

  /**
   * {@code a} where the condition holds, {@code b} elsewhere; all three broadcast.
   *
   * @param condition {@link DType#BOOL}
   * @param a the values where it holds
   * @param b the values elsewhere, of the same type
   */
  Tensor where(Tensor condition, Tensor a, Tensor b);

  // ---- along an axis ------------------------------------------------------------------------

  /** The index of the first maximum along an axis, which vanishes; {@link DType#I64}. */
  Tensor argmax(Tensor x, int axis);

  /** {@code e^x / Σ e^x} along an axis. */
  Tensor softmax(Tensor x, int axis);

  /** The logarithm of {@link #softmax}. */
  Tensor logSoftmax(Tensor x, int axis);

  // ---- moving elements ----------------------------------------------------------------------

  /** The same elements in C order under another shape of equal size. */
  Tensor reshape(Tensor x, Shape shape);

  /** Axis {@code i} of the result is axis {@code permutation[i]} of {@code x}. */
  Tensor transpose(Tensor x, int... permutation);

  /** {@code x} stretched to a shape it broadcasts to. */
  Tensor broadcastTo(Tensor x, Shape shape);

  /** The tensors one after another along an axis. */
  Tensor concat(List<Tensor> parts, int axis);

  /**
   * A box.
   *
   * @param x any type
   * @param begin the first index along every axis
   * @param size the number of elements along every axis, at least 1
   */
  Tensor slice(Tensor x, int[] begin, Shape size);

  /**
   * A constant border.
   *
   * @param x floating
   * @param before the number of elements in front, along every axis, at least 0
   * @param after the number of elements behind
   * @param value of the border
   */
  Tensor pad(Tensor x, int[] before, int[] after, double value);

  /**
   * Elements shifted along axes, those pushed over the end coming back at the front.
   *
   * @param x any type
   * @param shifts the distance along each of the axes; negative to the front
   * @param axes the axes, each once
   */
  Tensor roll(Tensor x, int[] shifts, int[] axes);

  /**
   * Whole slices picked by index along an axis; repeated indices add their gradients.
   *
   * @param x any type
   * @param indices {@link DType#I64}, rank 1, each 0 to size − 1
   * @param axis the axis
   */
  Tensor gather(Tensor x, Tensor indices, int axis);

  /**
   * 1 where the class is the axis index, 0 elsewhere, as {@link DType#F32}.
   *
   * @param classes {@link DType#I64}, each 0 to depth − 1
   * @param depth the number of classes
   * @param axis the position of the new axis in the result
   */
  Tensor oneHot(Tensor classes, int depth, int axis);

  // ---- linear algebra -----------------------------------------------------------------------

  /** {@code [..., I, K] · [..., K, J] → [..., I, J]}; the leading axes broadcast; rank ≥ 2. */
  Tensor matmul(Tensor a, Tensor b);

  /**
   * {@code x · weightᵀ + bias} over the last axis: {@code [..., in] → [..., out]}.
   *
   * @param x {@code [..., in]}
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}, or null for none
   */
  Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias);

  // ---- networks -----------------------------------------------------------------------------

  /**
   * A convolution (cross-correlation): {@code [N, C, spatial] → [N, O, spatial']}, in 2-D or 3-D,
   * with {@code spatial' = ⌊(spatial + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1}.
   *
   * @param x {@code [N, C, spatial]}
   * @param weight {@code [O, C / groups, kernel]}
   * @param bias {@code [O]}, or null for none
   * @param spec stride, padding, dilation and groups
   */
  Tensor conv(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec);

  /**
   * A transposed convolution, the adjoint of {@link #conv}: {@code [N, C, spatial] → [N, O,
   * spatial']} with {@code spatial' = (spatial − 1)·stride − 2·padding + kernel}.
   *
   * @param x {@code [N, C, spatial]}
   * @param weight {@code [C, O, kernel]}
   * @param bias {@code [O]}, or null for none
   * @param spec dilation and groups must be 1
   */
  Tensor convTranspose(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec);

  /** The maximum of each window; the gradient goes to the first maximum. */
  Tensor maxPool(Tensor x, PoolSpec spec);

  /** The mean of each window over the elements inside the input (padding is not counted). */
  Tensor avgPool(Tensor x, PoolSpec spec);

  /**
   * Another spatial size.
   *
   * @param x {@code [N, C, spatial]}
   * @param size the new spatial sizes, two or three
   * @param mode the interpolation between elements
   */
  Tensor resize(Tensor x, Shape size, Resize mode);

  /**
   * Batch normalisation over every axis but the channels (axis 1).
   *
   * <p>In training: {@code (x − mean) / √(var + epsilon) · scale + shift} with the batch's mean and
   * biased variance, and new running statistics {@code (1 − momentum) · running + momentum ·
   * batch}, the batch's variance unbiased. Otherwise the running statistics normalise and are
   * returned as they were.
   *
   * @param x {@code [N, C, ...]}
   * @param scale {@code [C]}
   * @param shift {@code [C]}
   * @param runningMean {@code [C]}
   * @param runningVar {@code [C]}
   * @param training whether the batch's statistics normalise, rather than the running ones
   * @param momentum the share of the batch in the new running statistics, 0 to 1
   * @param epsilon added to the variance, above 0
   */
  BatchNormResult batchNorm(
      Tensor x,
      Tensor scale,
      Tensor shift,
      Tensor runningMean,
      Tensor runningVar,
      boolean training,
      double momentum,
      double epsilon);

  /**
   * Instance normalisation: every channel of every sample by its own spatial mean and biased
   * variance, without scale and shift.
   *
   * <p>Here: a composition of reductions and arithmetic.
   */
  default Tensor instanceNorm(Tensor x, double epsilon) {
    return Compositions.instanceNorm(this, x, epsilon);
  }

  /**
   * Layer normalisation over the last axis by its mean and biased variance.
   *
   * <p>Here: a composition of reductions and arithmetic.
   *
   * @param x {@code [..., C]}
   * @param scale {@code [C]}
   * @param shift {@code [C]}
   * @param epsilon added to the variance, above 0
   */
  default Tensor layerNorm(Tensor x, Tensor scale, Tensor shift, double epsilon) {
    return Compositions.layerNorm(this, x, scale, shift, epsilon);
  }
}
