package dev.icl.core.cost;

import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.ops.BinaryOp;
import dev.icl.core.ops.CompareOp;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.MovementRules;
import dev.icl.core.ops.NetworkRules;
import dev.icl.core.ops.NumberOp;
import dev.icl.core.ops.OpsKernel;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.ReduceOp;
import dev.icl.core.ops.Resize;
import dev.icl.core.ops.ShapeRules;
import dev.icl.core.ops.UnaryOp;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations without arithmetic, counted by the rules of {@link CostModel}. */
final class CostOps implements OpsKernel {
  /** The name of what batch normalisation makes of a running statistic. */
  static final String STATISTIC = "batchNorm statistic";

  private static final int SOFTMAX_FLOPS = 5;
  private static final int STATISTICS_FLOPS = 4;
  private static final int APPLY_FLOPS = 2;
  private static final int AFFINE_FLOPS = 2;

  private final Tally tally;

  CostOps(Tally tally) {
    this.tally = tally;
  }

  /** One pass over an input by a mask. */
  CostTensor dropout(CostTensor x) {
    return perElement("dropout", 1, x.dtype(), x.shape(), x);
  }

  /** An operation whose gradient costs as much as itself. */
  private CostTensor record(String op, long flops, DType dtype, Shape shape, Tensor... operands) {
    return record(op, flops, flops, dtype, shape, operands);
  }

  private CostTensor record(
      String op, long flops, long backward, DType dtype, Shape shape, Tensor... operands) {
    tally.forward(op, flops, Math.multiplyExact(shape.numel(), dtype.bytes()));
    return view(op, backward, dtype, shape, operands);
  }

  private CostTensor perElement(
      String op, int flops, DType dtype, Shape shape, Tensor... operands) {
    return record(op, Math.multiplyExact(shape.numel(), flops), dtype, shape, operands);
  }

  private CostTensor elementwise(String op, Shape shape, Tensor... operands) {
    return perElement(op, 1, operands[0].dtype(), shape, operands);
  }

  private CostTensor moved(String op, Shape shape, Tensor... operands) {
    return record(op, 0, operands[0].dtype(), shape, operands);
  }

  private static CostTensor view(
      String op, long backward, DType dtype, Shape shape, Tensor... operands) {
    CostTensor[] all = new CostTensor[operands.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (CostTensor) operands[i];
    }
    return CostTensor.result(op, dtype, shape, backward, all);
  }

  /** Multiply-adds of an input with a weight, and perhaps a bias. */
  private CostTensor product(
      String op, long multiplyAdds, Shape shape, Tensor x, Tensor weight, @Nullable Tensor bias) {
    long flops = Math.multiplyExact(2, multiplyAdds);
    long biasFlops = bias == null ? 0 : shape.numel();
    long backward =
        (differentiable(x) ? flops : 0)
            + (differentiable(weight) ? flops : 0)
            + (differentiable(bias) ? biasFlops : 0);
    Tensor[] operands = bias == null ? new Tensor[] {x, weight} : new Tensor[] {x, weight, bias};
    return record(op, flops + biasFlops, backward, x.dtype(), shape, operands);
  }

  private static boolean differentiable(@Nullable Tensor x) {
    return x != null && ((CostTensor) x).differentiable();
  }

  @Override
  public Tensor unary(UnaryOp op, Tensor x) {
    return elementwise(op.opName(), x.shape(), x);
  }

  @Override
  public Tensor withNumber(NumberOp op, Tensor x, double number) {
    return elementwise(op.opName(), x.shape(), x);
  }

  @Override
  public Tensor binary(BinaryOp op, Tensor a, Tensor b) {
    return elementwise(op.opName(), ShapeRules.binary(op, a, b), a, b);
  }

  @Override
  public Tensor compare(CompareOp op, Tensor a, Tensor b) {
    return perElement(op.opName(), 1, DType.BOOL, ShapeRules.compare(op, a, b), a, b);
  }

  @Override
  public Tensor reduce(ReduceOp op, Tensor x, boolean keepDims, int... axes) {
    Shape shape = ShapeRules.reduce(op, x, keepDims, axes);
    return record(op.opName(), x.shape().numel(), x.dtype(), shape, x);
  }

  @Override
  public Tensor constant(HostTensor value) {
    return CostTensor.constant("constant", value.dtype(), value.shape());
  }

  @Override
  public Tensor full(DType dtype, Shape shape, double value) {
    return CostTensor.constant("full", dtype, shape);
  }

  @Override
  public Tensor clamp(Tensor x, double low, double high) {
    return elementwise("clamp", x.shape(), x);
  }

  @Override
  public Tensor stopGradient(Tensor x) {
    return CostTensor.constant("stopGradient", x.dtype(), x.shape());
  }

  @Override
  public Tensor cast(Tensor x, DType dtype) {
    return record("cast", 0, dtype, x.shape(), x);
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    return elementwise("where", ShapeRules.where(condition, a, b), a, b);
  }

  @Override
  public Tensor argmax(Tensor x, int axis) {
    return record("argmax", x.shape().numel(), DType.I64, ShapeRules.argmax(x, axis), x);
  }

  @Override
  public Tensor softmax(Tensor x, int axis) {
    return perElement("softmax", SOFTMAX_FLOPS, x.dtype(), x.shape(), x);
  }

  @Override
  public Tensor logSoftmax(Tensor x, int axis) {
    return perElement("logSoftmax", SOFTMAX_FLOPS, x.dtype(), x.shape(), x);
  }

  @Override
  public Tensor reshape(Tensor x, Shape shape) {
    return view("reshape", 0, x.dtype(), shape, x);
  }

  @Override
  public Tensor transpose(Tensor x, int... permutation) {
    Shape shape = MovementRules.transpose(x, permutation);
    return view("transpose", 0, x.dtype(), shape, x);
  }

  @Override
  public Tensor broadcastTo(Tensor x, Shape shape) {
    // its gradient sums the copies
    return view("broadcastTo", shape.numel(), x.dtype(), shape, x);
  }

  @Override
  public Tensor concat(List<Tensor> parts, int axis) {
    return moved("concat", MovementRules.concat(parts, axis), parts.toArray(Tensor[]::new));
  }

  @Override
  public Tensor slice(Tensor x, int[] begin, Shape size) {
    return moved("slice", size, x);
  }

  @Override
  public Tensor pad(Tensor x, int[] before, int[] after, double value) {
    return moved("pad", MovementRules.pad(x, before, after), x);
  }

  @Override
  public Tensor roll(Tensor x, int[] shifts, int[] axes) {
    return moved("roll", x.shape(), x);
  }

  @Override
  public Tensor gather(Tensor x, Tensor indices, int axis) {
    return moved("gather", MovementRules.gather(x, indices, axis), x);
  }

  @Override
  public Tensor oneHot(Tensor classes, int depth, int axis) {
    Shape shape = MovementRules.oneHot(classes, depth, axis);
    return record("oneHot", 0, DType.F32, shape);
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    Shape shape = NetworkRules.matmul(a, b);
    return product(
        "matmul", Math.multiplyExact(shape.numel(), a.shape().dim(-1)), shape, a, b, null);
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    Shape shape = NetworkRules.linear(x, weight, bias);
    long multiplyAdds = Math.multiplyExact(shape.numel(), weight.shape().dim(1));
    return product("linear", multiplyAdds, shape, x, weight, bias);
  }

  @Override
  public Tensor conv(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec) {
    Shape shape = NetworkRules.conv(x, weight, bias, spec);
    Shape w = weight.shape();
    long multiplyAdds = Math.multiplyExact(shape.numel(), w.slice(1, w.rank()).numel());
    return product("conv", multiplyAdds, shape, x, weight, bias);
  }

  @Override
  public Tensor convTranspose(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec) {
    Shape shape = NetworkRules.convTranspose(x, weight, bias, spec);
    Shape w = weight.shape();
    long multiplyAdds = Math.multiplyExact(x.shape().numel(), w.slice(1, w.rank()).numel());
    return product("convTranspose", multiplyAdds, shape, x, weight, bias);
  }

  @Override
  public Tensor maxPool(Tensor x, PoolSpec spec) {
    return pool("maxPool", x, spec);
  }

  @Override
  public Tensor avgPool(Tensor x, PoolSpec spec) {
    return pool("avgPool", x, spec);
  }

  @Override
  public Tensor resize(Tensor x, Shape size, Resize mode) {
    Shape shape = NetworkRules.resize(x, size);
    int flops = mode == Resize.NEAREST ? 0 : 2 << size.rank();
    return perElement("resize", flops, x.dtype(), shape, x);
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
    int flops = training ? STATISTICS_FLOPS + APPLY_FLOPS + AFFINE_FLOPS : APPLY_FLOPS;
    Tensor output = perElement("batchNorm", flops, x.dtype(), x.shape(), x, scale, shift);
    return new BatchNormResult(output, statistic(runningMean), statistic(runningVar));
  }

  /** By this name {@link CostScope} tells these assignments from others, as those of an average. */
  private static CostTensor statistic(Tensor running) {
    return CostTensor.constant(STATISTIC, running.dtype(), running.shape());
  }

  @Override
  public Tensor instanceNorm(Tensor x, double epsilon) {
    int flops = STATISTICS_FLOPS + APPLY_FLOPS;
    return perElement("instanceNorm", flops, x.dtype(), x.shape(), x);
  }

  @Override
  public Tensor layerNorm(Tensor x, Tensor scale, Tensor shift, double epsilon) {
    int flops = STATISTICS_FLOPS + APPLY_FLOPS + AFFINE_FLOPS;
    return perElement("layerNorm", flops, x.dtype(), x.shape(), x, scale, shift);
  }

  private CostTensor pool(String op, Tensor x, PoolSpec spec) {
    int window = spec.kernel().stream().reduce(1, Math::multiplyExact);
    return perElement(op, window, x.dtype(), NetworkRules.pool(op, x, spec), x);
  }
}
