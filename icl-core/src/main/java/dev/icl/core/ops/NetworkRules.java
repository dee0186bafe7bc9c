package dev.icl.core.ops;

import static dev.icl.core.ops.Operands.refusal;
import static dev.icl.core.ops.Operands.requireFloating;
import static dev.icl.core.ops.Operands.requirePositive;
import static dev.icl.core.ops.Operands.requireSame;
import static dev.icl.core.ops.Operands.requireVector;

import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The operand checks and result shapes of the products, convolutions, poolings and normalisations
 * of {@link Ops}. See {@link ShapeRules}.
 */
public final class NetworkRules {
  private NetworkRules() {}

  /** {@link Ops#matmul}: {@code [..., I, K] · [..., K, J] → [..., I, J]}. */
  public static Shape matmul(Tensor a, Tensor b) {
    requireFloating("matmul", a);
    requireSame("matmul", a, b);
    Shape left = a.shape();
    Shape right = b.shape();
    if (left.rank() < 2 || right.rank() < 2) {
      throw refusal("matmul", "wants rank 2 or more, got " + left + " and " + right);
    }
    if (left.dim(-1) != right.dim(-2)) {
      throw refusal(
          "matmul",
          "the last axis of "
              + left
              + " must equal the last but one of "
              + right
              + ", got "
              + left.dim(-1)
              + " and "
              + right.dim(-2));
    }
    return ShapeRules.broadcast(
            "matmul", left.slice(0, left.rank() - 2), right.slice(0, right.rank() - 2))
        .append(left.dim(-2), right.dim(-1));
  }

  /**
   * {@link Ops#linear}: {@code [..., in] → [..., out]}.
   *
   * @param x input, {@code [..., in]}
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}, or null for none
   */
  public static Shape linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    requireFloating("linear", x);
    requireSame("linear", x, weight);
    Shape w = weight.shape();
    if (w.rank() != 2) {
      throw refusal("linear", "weight must be [out, in], got " + w);
    }
    if (x.shape().rank() < 1 || x.shape().dim(-1) != w.dim(1)) {
      throw refusal(
          "linear", "weight " + w + " wants a last axis of " + w.dim(1) + ", got " + x.shape());
    }
    if (bias != null) {
      requireVector("linear", "bias", x, bias, w.dim(0));
    }
    return x.shape().with(-1, w.dim(0));
  }

  /**
   * {@link Ops#conv}: {@code [N, C, spatial] → [N, O, spatial']}.
   *
   * @param x input, {@code [N, C, spatial]}
   * @param weight {@code [O, C / groups, kernel]}
   * @param bias {@code [O]}, or null for none
   * @param spec geometry, of as many spatial axes as the input
   */
  public static Shape conv(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec) {
    requireKernel("conv", x, weight, spec);
    Shape in = x.shape();
    Shape w = weight.shape();
    int groups = spec.groups();
    if (in.dim(1) % groups != 0 || w.dim(0) % groups != 0) {
      throw refusal(
          "conv",
          groups
              + " groups must divide the channels of input "
              + in
              + " and the first axis of weight "
              + w);
    }
    if (w.dim(1) != in.dim(1) / groups) {
      throw refusal(
          "conv",
          "weight "
              + w
              + " wants "
              + (long) w.dim(1) * groups
              + " channels in "
              + groups
              + " group(s), got input "
              + in);
    }
    if (bias != null) {
      requireVector("conv", "bias", x, bias, w.dim(0));
    }
    int[] dims = in.with(1, w.dim(0)).toArray();
    for (int i = 0; i < spec.rank(); i++) {
      int reach = spec.dilation().get(i) * (w.dim(i + 2) - 1) + 1;
      dims[i + 2] = windows("conv", in, i, reach, spec.stride().get(i), spec.padding().get(i));
    }
    return Shape.of(dims);
  }

  /**
   * {@link Ops#convTranspose}: {@code [N, C, spatial] → [N, O, spatial']}.
   *
   * @param x input, {@code [N, C, spatial]}
   * @param weight {@code [C, O, kernel]}
   * @param bias {@code [O]}, or null for none
   * @param spec geometry; no dilation, one group
   */
  public static Shape convTranspose(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec) {
    requireKernel("convTranspose", x, weight, spec);
    Shape in = x.shape();
    Shape w = weight.shape();
    if (spec.groups() != 1 || spec.dilation().stream().anyMatch(d -> d != 1)) {
      throw refusal(
          "convTranspose",
          "dilation and groups must be 1, got " + spec.dilation() + " and " + spec.groups());
    }
    if (w.dim(0) != in.dim(1)) {
      throw refusal(
          "convTranspose", "weight " + w + " wants " + w.dim(0) + " channels, got input " + in);
    }
    if (bias != null) {
      requireVector("convTranspose", "bias", x, bias, w.dim(1));
    }
    int[] dims = in.with(1, w.dim(1)).toArray();
    for (int i = 0; i < spec.rank(); i++) {
      int out =
          (in.dim(i + 2) - 1) * spec.stride().get(i) - 2 * spec.padding().get(i) + w.dim(i + 2);
      if (in.dim(i + 2) < 1 || out < 1) {
        throw refusal("convTranspose", "input " + in + " leaves nothing along spatial axis " + i);
      }
      dims[i + 2] = out;
    }
    return Shape.of(dims);
  }

  /**
   * {@link Ops#maxPool} and {@link Ops#avgPool}: {@code [N, C, spatial] → [N, C, spatial']}.
   *
   * @param op the operation to name in a refusal
   * @param x input, {@code [N, C, spatial]}
   * @param spec window, of as many spatial axes as the input
   */
  public static Shape pool(String op, Tensor x, PoolSpec spec) {
    requireImage(op, x);
    Shape in = x.shape();
    if (in.rank() != spec.rank() + 2) {
      throw refusal(op, "kernel " + spec.kernel() + " has another spatial rank than input " + in);
    }
    int[] dims = in.toArray();
    for (int i = 0; i < spec.rank(); i++) {
      dims[i + 2] =
          windows(op, in, i, spec.kernel().get(i), spec.stride().get(i), spec.padding().get(i));
    }
    return Shape.of(dims);
  }

  /** {@link Ops#resize}: {@code [N, C, spatial] → [N, C, size]}. */
  public static Shape resize(Tensor x, Shape size) {
    requireImage("resize", x);
    Shape in = x.shape();
    Operands.requireLength("resize", "size", size, in, in.rank() - 2);
    int[] dims = in.toArray();
    for (int i = 0; i < size.rank(); i++) {
      if (size.dim(i) < 1 || in.dim(i + 2) < 1) {
        throw refusal("resize", "cannot make " + size + " from input " + in);
      }
      dims[i + 2] = size.dim(i);
    }
    return Shape.of(dims);
  }

  /**
   * {@link Ops#batchNorm}: the input's shape; in training more than one value per channel.
   *
   * @param x input, {@code [N, C, spatial]}
   * @param scale factors, {@code [C]}
   * @param shift summands, {@code [C]}
   * @param runningMean {@code [C]}
   * @param runningVar {@code [C]}
   * @param training whether the batch's own statistics are used
   * @param momentum share of the batch in the new running statistics, 0 to 1
   * @param epsilon summand of the variance, above 0
   */
  public static Shape batchNorm(
      Tensor x,
      Tensor scale,
      Tensor shift,
      Tensor runningMean,
      Tensor runningVar,
      boolean training,
      double momentum,
      double epsilon) {
    requireFloating("batchNorm", x);
    Shape in = x.shape();
    if (in.rank() < 2) {
      throw refusal("batchNorm", "wants [N, C, ...], got " + in);
    }
    int channels = in.dim(1);
    requireVector("batchNorm", "scale", x, scale, channels);
    requireVector("batchNorm", "shift", x, shift, channels);
    requireVector("batchNorm", "runningMean", x, runningMean, channels);
    requireVector("batchNorm", "runningVar", x, runningVar, channels);
    requirePositive("batchNorm", "epsilon", epsilon);
    if (!(momentum >= 0 && momentum <= 1)) {
      throw refusal("batchNorm", "momentum must be in [0, 1], got " + momentum);
    }
    if (training && in.numel() <= channels) {
      throw new TooFewValues(
          "batchNorm", "training wants more than one value a channel, got " + in);
    }
    return in;
  }

  /** {@link Ops#instanceNorm}: {@code [N, C, spatial]}; the shape stays. */
  public static Shape instanceNorm(Tensor x, double epsilon) {
    requireImage("instanceNorm", x);
    requirePositive("instanceNorm", "epsilon", epsilon);
    return x.shape();
  }

  /**
   * {@link Ops#layerNorm}: {@code [..., C]}; the shape stays.
   *
   * @param x input, {@code [..., C]}
   * @param scale factors, {@code [C]}
   * @param shift summands, {@code [C]}
   * @param epsilon summand of the variance, above 0
   */
  public static Shape layerNorm(Tensor x, Tensor scale, Tensor shift, double epsilon) {
    requireFloating("layerNorm", x);
    if (x.shape().rank() < 1) {
      throw refusal("layerNorm", "wants [..., C], got " + x.shape());
    }
    requireVector("layerNorm", "scale", x, scale, x.shape().dim(-1));
    requireVector("layerNorm", "shift", x, shift, x.shape().dim(-1));
    requirePositive("layerNorm", "epsilon", epsilon);
    return x.shape();
  }

  private static void requireImage(String op, Tensor x) {
    requireFloating(op, x);
    int rank = x.shape().rank();
    if (rank != 4 && rank != 5) {
      throw refusal(op, "wants [N, C, H, W] or [N, C, D, H, W], got " + x.shape());
    }
  }

  private static void requireKernel(String op, Tensor x, Tensor weight, ConvSpec spec) {
    requireImage(op, x);
    requireSame(op, x, weight);
    int rank = x.shape().rank();
    if (weight.shape().rank() != rank || spec.rank() != rank - 2) {
      throw refusal(
          op,
          "weight "
              + weight.shape()
              + " or stride "
              + spec.stride()
              + " has another spatial rank than input "
              + x.shape());
    }
    for (int axis = 0; axis < rank; axis++) {
      if (weight.shape().dim(axis) < 1) {
        throw refusal(op, "weight " + weight.shape() + " is empty");
      }
    }
  }

  /** The number of windows of a reach that fit along a padded spatial axis. */
  private static int windows(
      String op, Shape in, int spatialAxis, int reach, int stride, int padding) {
    int room = in.dim(spatialAxis + 2) + 2 * padding - reach;
    if (room < 0) {
      throw refusal(
          op,
          "a window of "
              + reach
              + " does not fit spatial axis "
              + spatialAxis
              + " of input "
              + in
              + " with padding "
              + padding);
    }
    return room / stride + 1;
  }
}
