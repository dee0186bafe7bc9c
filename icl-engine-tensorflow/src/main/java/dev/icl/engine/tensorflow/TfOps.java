package dev.icl.engine.tensorflow;

import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.ops.BinaryOp;
import dev.icl.core.ops.CompareOp;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.NumberOp;
import dev.icl.core.ops.OpsKernel;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.ReduceOp;
import dev.icl.core.ops.Resize;
import dev.icl.core.ops.UnaryOp;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.engine.natives.ProductForm;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/**
 * The operations, added to a graph. Expects operands checked by {@link
 * dev.icl.core.ops.CheckedOps}.
 */
final class TfOps implements OpsKernel {
  private final Nodes nodes;
  private final Arranger arranger;
  private final TfElementwise elementwise;
  private final TfReductions reductions;
  private final TfMovement movement;
  private final TfProducts products;
  private final Convolutions convolutions;
  private final TfSampling sampling;
  private final BatchNormalisation normalisation;

  /** Operations whose products are computed from operands as they are. */
  TfOps(Nodes nodes) {
    this(nodes, ProductForm.WHOLE);
  }

  TfOps(Nodes nodes, ProductForm form) {
    this.nodes = nodes;
    TfRounding rounding = new TfRounding(nodes, form);
    arranger = new Arranger(nodes);
    elementwise = new TfElementwise(nodes, arranger);
    reductions = new TfReductions(nodes, arranger);
    movement = new TfMovement(nodes, arranger);
    products = new TfProducts(nodes, arranger, rounding);
    convolutions = new Convolutions(nodes, arranger, movement, rounding);
    sampling = new TfSampling(nodes, arranger, movement);
    normalisation = new BatchNormalisation(nodes, arranger);
  }

  @Override
  public Tensor unary(UnaryOp op, Tensor x) {
    return elementwise.unary(op, TfTensor.of(x));
  }

  @Override
  public Tensor withNumber(NumberOp op, Tensor x, double number) {
    return elementwise.withNumber(op, TfTensor.of(x), number);
  }

  @Override
  public Tensor binary(BinaryOp op, Tensor a, Tensor b) {
    return elementwise.binary(op, TfTensor.of(a), TfTensor.of(b));
  }

  @Override
  public Tensor compare(CompareOp op, Tensor a, Tensor b) {
    return elementwise.compare(op, TfTensor.of(a), TfTensor.of(b));
  }

  @Override
  public Tensor reduce(ReduceOp op, Tensor x, boolean keepDims, int... axes) {
    return reductions.reduce(op, TfTensor.of(x), keepDims, axes);
  }

  @Override
  public Tensor constant(HostTensor value) {
    return new TfTensor(
        nodes.constant(value), value.shape(), value.dtype(), Layout.logical(value.shape().rank()));
  }

  @Override
  public Tensor full(DType dtype, Shape shape, double value) {
    Output<?> filled = nodes.op("Fill", nodes.ints(shape.toArray()), nodes.scalar(dtype, value));
    return new TfTensor(filled, shape, dtype, Layout.logical(shape.rank()));
  }

  @Override
  public Tensor clamp(Tensor x, double low, double high) {
    return elementwise.clamp(TfTensor.of(x), low, high);
  }

  @Override
  public Tensor stopGradient(Tensor x) {
    return elementwise.stopGradient(TfTensor.of(x));
  }

  @Override
  public Tensor cast(Tensor x, DType dtype) {
    return elementwise.cast(TfTensor.of(x), dtype);
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    return elementwise.where(TfTensor.of(condition), TfTensor.of(a), TfTensor.of(b));
  }

  @Override
  public Tensor argmax(Tensor x, int axis) {
    return reductions.argmax(TfTensor.of(x), axis);
  }

  @Override
  public Tensor softmax(Tensor x, int axis) {
    return reductions.softmax("Softmax", TfTensor.of(x), axis);
  }

  @Override
  public Tensor logSoftmax(Tensor x, int axis) {
    return reductions.softmax("LogSoftmax", TfTensor.of(x), axis);
  }

  @Override
  public Tensor reshape(Tensor x, Shape shape) {
    return arranger.reshape(TfTensor.of(x), shape);
  }

  @Override
  public Tensor transpose(Tensor x, int... permutation) {
    return movement.transpose(TfTensor.of(x), permutation);
  }

  @Override
  public Tensor broadcastTo(Tensor x, Shape shape) {
    return movement.broadcastTo(TfTensor.of(x), shape);
  }

  @Override
  public Tensor concat(List<Tensor> parts, int axis) {
    return movement.concat(parts.stream().map(TfTensor::of).toList(), axis);
  }

  @Override
  public Tensor slice(Tensor x, int[] begin, Shape size) {
    return movement.slice(TfTensor.of(x), begin, size);
  }

  @Override
  public Tensor pad(Tensor x, int[] before, int[] after, double value) {
    return movement.pad(TfTensor.of(x), before, after, value);
  }

  @Override
  public Tensor roll(Tensor x, int[] shifts, int[] axes) {
    return movement.roll(TfTensor.of(x), shifts, axes);
  }

  @Override
  public Tensor gather(Tensor x, Tensor indices, int axis) {
    return movement.gather(TfTensor.of(x), TfTensor.of(indices), axis);
  }

  @Override
  public Tensor oneHot(Tensor classes, int depth, int axis) {
    return movement.oneHot(TfTensor.of(classes), depth, axis);
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return products.matmul(TfTensor.of(a), TfTensor.of(b));
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return products.linear(TfTensor.of(x), TfTensor.of(weight), optional(bias));
  }

  @Override
  public Tensor conv(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec) {
    return convolutions.conv(TfTensor.of(x), TfTensor.of(weight), optional(bias), spec);
  }

  @Override
  public Tensor convTranspose(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec) {
    return convolutions.convTranspose(TfTensor.of(x), TfTensor.of(weight), optional(bias), spec);
  }

  @Override
  public Tensor maxPool(Tensor x, PoolSpec spec) {
    return sampling.maxPool(TfTensor.of(x), spec);
  }

  @Override
  public Tensor avgPool(Tensor x, PoolSpec spec) {
    return sampling.avgPool(TfTensor.of(x), spec);
  }

  @Override
  public Tensor resize(Tensor x, Shape size, Resize mode) {
    return sampling.resize(TfTensor.of(x), size, mode);
  }

  @Override
  public BatchNormResult batchNorm(
      Tensor x,
      Tensor scale,
      Tensor shift,
      Tensor runningMean,
      Tensor runningVar,
      boolean training,
      double momentum,
      double epsilon) {
    return normalisation.batchNorm(
        TfTensor.of(x),
        TfTensor.of(scale),
        TfTensor.of(shift),
        TfTensor.of(runningMean),
        TfTensor.of(runningVar),
        training,
        momentum,
        epsilon);
  }

  @Override
  public Tensor instanceNorm(Tensor x, double epsilon) {
    Layout channelsLast = Layout.activations(x.shape().rank());
    return OpsKernel.super.instanceNorm(arranger.to(TfTensor.of(x), channelsLast), epsilon);
  }

  private static @Nullable TfTensor optional(@Nullable Tensor x) {
    return x == null ? null : TfTensor.of(x);
  }
}
