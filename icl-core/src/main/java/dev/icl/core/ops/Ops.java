package dev.icl.core.ops;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * The operations a model, a loss or a training step is written in: the one seam between the method
 * and the engines.
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
public interface Ops {

  // ---- making -----------------------------------------------------------------------------

  /** The given numbers; no gradient flows into them. */
  Tensor constant(HostTensor value);

  /** {@code value} in every element. */
  Tensor full(DType dtype, Shape shape, double value);

  // ---- elementwise, one operand -------------------------------------------------------------

  /** {@code −x}. */
  Tensor neg(Tensor x);

  /** {@code |x|}; gradient 0 at 0. */
  Tensor abs(Tensor x);

  /** {@code e^x}. */
  Tensor exp(Tensor x);

  /** Natural logarithm. */
  Tensor log(Tensor x);

  /** Square root. */
  Tensor sqrt(Tensor x);

  /** {@code 1 / √x}. */
  Tensor rsqrt(Tensor x);

  /** {@code x²}. */
  Tensor square(Tensor x);

  /** {@code x^exponent} for {@code x > 0}, or any {@code x} with an integer exponent. */
  Tensor pow(Tensor x, double exponent);

  /** Hyperbolic tangent. */
  Tensor tanh(Tensor x);

  /** {@code 1 / (1 + e^−x)}. */
  Tensor sigmoid(Tensor x);

  /** The error function. */
  Tensor erf(Tensor x);

  /** {@code max(x, 0)}; gradient 0 at 0. */
  Tensor relu(Tensor x);

  /** {@code x} where positive, {@code slope · x} elsewhere (the slope is the gradient at 0). */
  Tensor leakyRelu(Tensor x, double slope);

  /** The exact Gaussian error linear unit, {@code x · Φ(x)}. */
  Tensor gelu(Tensor x);

  /** {@code min(max(x, low), high)}; gradient 1 inside and on the bounds, 0 outside. */
  Tensor clamp(Tensor x, double low, double high);

  /** {@code x + value}. */
  Tensor add(Tensor x, double value);

  /** {@code x · value}. */
  Tensor mul(Tensor x, double value);

  /** The same value as a constant: gradients end here. */
  Tensor stopGradient(Tensor x);

  /**
   * The same value, with the promise that only the one operation that is given the result reads it:
   * an engine may write what comes out over it. That rules out variables and inputs, later readers
   * of {@code x}, of what {@link #reshape}, {@link #transpose}, {@link #slice}, {@link
   * #broadcastTo} or {@link #stopGradient} made of it, its being an output or assigned to a
   * variable, and earlier readers whose gradient needs it ({@link #conv}, {@link #linear}, {@link
   * #matmul}, {@link #mul}, {@link #square} and the like). Otherwise results are wrong, or backward
   * fails.
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

  // ---- elementwise, two operands, broadcasting ----------------------------------------------

  /** {@code a + b}. */
  Tensor add(Tensor a, Tensor b);

  /** {@code a − b}. */
  Tensor sub(Tensor a, Tensor b);

  /** {@code a · b}. */
  Tensor mul(Tensor a, Tensor b);

  /** {@code a / b}. */
  Tensor div(Tensor a, Tensor b);

  /** The larger; on a tie each gets half of the gradient. */
  Tensor maximum(Tensor a, Tensor b);

  /** The smaller; on a tie each gets half of the gradient. */
  Tensor minimum(Tensor a, Tensor b);

  /** {@code a == b} as {@link DType#BOOL}, any type. */
  Tensor equal(Tensor a, Tensor b);

  /** {@code a < b} as {@link DType#BOOL}. */
  Tensor less(Tensor a, Tensor b);

  /** {@code a > b} as {@link DType#BOOL}. */
  Tensor greater(Tensor a, Tensor b);

  /** {@code a and b}, both {@link DType#BOOL}. */
  Tensor logicalAnd(Tensor a, Tensor b);

  /** {@code not a}, {@link DType#BOOL}. */
  Tensor logicalNot(Tensor a);

  /**
   * {@code a} where the condition holds, {@code b} elsewhere; all three broadcast.
   *
   * @param condition {@link DType#BOOL}
   */
  Tensor where(Tensor condition, Tensor a, Tensor b);

  // ---- reductions ---------------------------------------------------------------------------

  /**
   * The sum over axes.
   *
   * @param keepDims whether reduced axes stay with size 1
   * @param axes the axes; none means all
   */
  Tensor sum(Tensor x, boolean keepDims, int... axes);

  /** The mean over axes; see {@link #sum}. */
  Tensor mean(Tensor x, boolean keepDims, int... axes);

  /** The maximum over axes; the gradient is shared equally by all maxima. See {@link #sum}. */
  Tensor max(Tensor x, boolean keepDims, int... axes);

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
   * @param begin the first index along every axis
   * @param size how many along every axis, at least 1
   */
  Tensor slice(Tensor x, int[] begin, int[] size);

  /**
   * A constant border.
   *
   * @param before how many elements in front, along every axis, at least 0
   * @param after how many behind
   */
  Tensor pad(Tensor x, int[] before, int[] after, double value);

  /** Elements shifted along axes, those pushed over the end coming back at the front. */
  Tensor roll(Tensor x, int[] shifts, int[] axes);

  /**
   * Whole slices picked by index along an axis; repeated indices add their gradients.
   *
   * @param indices {@link DType#I64}, rank 1, each 0 to size − 1
   */
  Tensor gather(Tensor x, Tensor indices, int axis);

  /**
   * 1 where the class is the axis index, 0 elsewhere, as {@link DType#F32}.
   *
   * @param classes {@link DType#I64}, each 0 to depth − 1
   * @param depth how many classes
   * @param axis where the new axis stands in the result
   */
  Tensor oneHot(Tensor classes, int depth, int axis);

  // ---- linear algebra -----------------------------------------------------------------------

  /** {@code [..., I, K] · [..., K, J] → [..., I, J]}; the leading axes broadcast; rank ≥ 2. */
  Tensor matmul(Tensor a, Tensor b);

  /**
   * {@code x · weightᵀ + bias} over the last axis: {@code [..., in] → [..., out]}.
   *
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}, or null for none
   */
  Tensor linear(Tensor x, Tensor weight, Tensor bias);

  // ---- networks -----------------------------------------------------------------------------

  /**
   * A convolution (cross-correlation): {@code [N, C, spatial] → [N, O, spatial']}, in 2-D or 3-D,
   * with {@code spatial' = ⌊(spatial + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1}.
   *
   * @param weight {@code [O, C / groups, kernel]}
   * @param bias {@code [O]}, or null for none
   */
  Tensor conv(Tensor x, Tensor weight, Tensor bias, ConvSpec spec);

  /**
   * A transposed convolution, the adjoint of {@link #conv}: {@code [N, C, spatial] → [N, O,
   * spatial']} with {@code spatial' = (spatial − 1)·stride − 2·padding + kernel}.
   *
   * @param weight {@code [C, O, kernel]}
   * @param bias {@code [O]}, or null for none
   * @param spec dilation and groups must be 1
   */
  Tensor convTranspose(Tensor x, Tensor weight, Tensor bias, ConvSpec spec);

  /** The maximum of each window; the gradient goes to the first maximum. */
  Tensor maxPool(Tensor x, PoolSpec spec);

  /** The mean of each window over the elements inside the input (padding is not counted). */
  Tensor avgPool(Tensor x, PoolSpec spec);

  /**
   * Another spatial size.
   *
   * @param size the new spatial sizes, two or three
   */
  Tensor resize(Tensor x, int[] size, Resize mode);

  /**
   * Batch normalisation over every axis but the channels (axis 1).
   *
   * <p>In training: {@code (x − mean) / √(var + epsilon) · scale + shift} with the batch's mean and
   * biased variance, and new running statistics {@code (1 − momentum) · running + momentum ·
   * batch}, the batch's variance unbiased. Otherwise the running statistics normalise and are
   * returned as they were.
   *
   * @param scale {@code [C]}
   * @param shift {@code [C]}
   * @param runningMean {@code [C]}
   * @param runningVar {@code [C]}
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
   */
  Tensor instanceNorm(Tensor x, double epsilon);

  /**
   * Layer normalisation over the last axis by its mean and biased variance.
   *
   * @param scale {@code [C]}, C the last axis
   * @param shift {@code [C]}
   */
  Tensor layerNorm(Tensor x, Tensor scale, Tensor shift, double epsilon);
}
