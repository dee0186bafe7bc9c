package dev.icl.core.ops;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An engine's operations behind the rules that all engines share: operands that do not fit are
 * refused before the engine sees them, and a result of another shape or type than the rules say is
 * an {@link IllegalStateException}.
 *
 * <p>The engine gets canonical arguments: axes counted from the first; the axes of reductions
 * ascending and never empty, except for a scalar, which has none; roll's shifts from 0 to size − 1.
 */
public final class CheckedOps implements Ops {
  private final OpsKernel engine;

  /**
   * @param engine the operations to guard
   */
  public CheckedOps(OpsKernel engine) {
    this.engine = engine;
  }

  private static Tensor expect(String op, DType dtype, Shape shape, Tensor result) {
    if (result.dtype() != dtype || !result.shape().equals(shape)) {
      throw new IllegalStateException(
          "the engine's "
              + op
              + " gave "
              + Operands.show(result)
              + " where "
              + dtype
              + " "
              + shape
              + " is due");
    }
    return result;
  }

  private static Tensor expect(String op, Tensor like, Shape shape, Tensor result) {
    return expect(op, like.dtype(), shape, result);
  }

  @Override
  public Tensor unary(UnaryOp op, Tensor x) {
    Shape shape = ShapeRules.unary(op, x);
    return expect(op.opName(), x, shape, engine.unary(op, x));
  }

  @Override
  public Tensor withNumber(NumberOp op, Tensor x, double number) {
    Shape shape = ShapeRules.withNumber(op, x);
    return expect(op.opName(), x, shape, engine.withNumber(op, x, number));
  }

  @Override
  public Tensor binary(BinaryOp op, Tensor a, Tensor b) {
    Shape shape = ShapeRules.binary(op, a, b);
    return expect(op.opName(), a, shape, engine.binary(op, a, b));
  }

  @Override
  public Tensor compare(CompareOp op, Tensor a, Tensor b) {
    Shape shape = ShapeRules.compare(op, a, b);
    return expect(op.opName(), DType.BOOL, shape, engine.compare(op, a, b));
  }

  @Override
  public Tensor reduce(ReduceOp op, Tensor x, boolean keepDims, int... axes) {
    Shape shape = ShapeRules.reduce(op, x, keepDims, axes);
    int[] canonical = ShapeRules.axes(op.opName(), x.shape(), axes);
    return expect(op.opName(), x, shape, engine.reduce(op, x, keepDims, canonical));
  }

  @Override
  public Tensor constant(HostTensor value) {
    return expect("constant", value.dtype(), value.shape(), engine.constant(value));
  }

  @Override
  public Tensor full(DType dtype, Shape shape, double value) {
    return expect("full", dtype, shape, engine.full(dtype, shape, value));
  }

  @Override
  public Tensor clamp(Tensor x, double low, double high) {
    Shape shape = ShapeRules.clamp(x, low, high);
    return expect("clamp", x, shape, engine.clamp(x, low, high));
  }

  @Override
  public Tensor stopGradient(Tensor x) {
    return expect("stopGradient", x, x.shape(), engine.stopGradient(x));
  }

  @Override
  public Tensor lastUse(Tensor x) {
    return expect("lastUse", x, x.shape(), engine.lastUse(x));
  }

  @Override
  public Tensor cast(Tensor x, DType dtype) {
    return expect("cast", dtype, x.shape(), engine.cast(x, dtype));
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    Shape shape = ShapeRules.where(condition, a, b);
    return expect("where", a, shape, engine.where(condition, a, b));
  }

  @Override
  public Tensor argmax(Tensor x, int axis) {
    Shape shape = ShapeRules.argmax(x, axis);
    int index = x.shape().axis(axis);
    return expect("argmax", DType.I64, shape, engine.argmax(x, index));
  }

  @Override
  public Tensor softmax(Tensor x, int axis) {
    Shape shape = ShapeRules.alongAxis("softmax", x, axis);
    int index = shape.axis(axis);
    return expect("softmax", x, shape, engine.softmax(x, index));
  }

  @Override
  public Tensor logSoftmax(Tensor x, int axis) {
    Shape shape = ShapeRules.alongAxis("logSoftmax", x, axis);
    int index = shape.axis(axis);
    return expect("logSoftmax", x, shape, engine.logSoftmax(x, index));
  }

  @Override
  public Tensor reshape(Tensor x, Shape shape) {
    Shape result = MovementRules.reshape(x, shape);
    return expect("reshape", x, result, engine.reshape(x, shape));
  }

  @Override
  public Tensor transpose(Tensor x, int... permutation) {
    Shape shape = MovementRules.transpose(x, permutation);
    int[] canonical = MovementRules.permutation(x, permutation);
    return expect("transpose", x, shape, engine.transpose(x, canonical));
  }

  @Override
  public Tensor broadcastTo(Tensor x, Shape shape) {
    Shape result = MovementRules.broadcastTo(x, shape);
    return expect("broadcastTo", x, result, engine.broadcastTo(x, shape));
  }

  @Override
  public Tensor concat(List<Tensor> parts, int axis) {
    Shape shape = MovementRules.concat(parts, axis);
    return expect("concat", parts.get(0), shape, engine.concat(parts, shape.axis(axis)));
  }

  @Override
  public Tensor slice(Tensor x, int[] begin, Shape size) {
    Shape shape = MovementRules.slice(x, begin, size);
    return expect("slice", x, shape, engine.slice(x, begin, size));
  }

  @Override
  public Tensor pad(Tensor x, int[] before, int[] after, double value) {
    Shape shape = MovementRules.pad(x, before, after);
    return expect("pad", x, shape, engine.pad(x, before, after, value));
  }

  @Override
  public Tensor roll(Tensor x, int[] shifts, int[] axes) {
    Shape shape = MovementRules.roll(x, shifts, axes);
    int[] positive = Arrays.stream(axes).map(shape::axis).toArray();
    int[] forward = shifts.clone();
    for (int i = 0; i < forward.length; i++) {
      int size = shape.dim(positive[i]);
      forward[i] = size == 0 ? 0 : Math.floorMod(shifts[i], size);
    }
    return expect("roll", x, shape, engine.roll(x, forward, positive));
  }

  @Override
  public Tensor gather(Tensor x, Tensor indices, int axis) {
    Shape shape = MovementRules.gather(x, indices, axis);
    return expect("gather", x, shape, engine.gather(x, indices, shape.axis(axis)));
  }

  @Override
  public Tensor oneHot(Tensor classes, int depth, int axis) {
    Shape shape = MovementRules.oneHot(classes, depth, axis);
    int index = MovementRules.oneHotAxis(classes, axis);
    return expect("oneHot", DType.F32, shape, engine.oneHot(classes, depth, index));
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    Shape shape = NetworkRules.matmul(a, b);
    return expect("matmul", a, shape, engine.matmul(a, b));
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    Shape shape = NetworkRules.linear(x, weight, bias);
    return expect("linear", x, shape, engine.linear(x, weight, bias));
  }

  @Override
  public Tensor conv(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec) {
    Shape shape = NetworkRules.conv(x, weight, bias, spec);
    return expect("conv", x, shape, engine.conv(x, weight, bias, spec));
  }

  @Override
  public Tensor convTranspose(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec) {
    Shape shape = NetworkRules.convTranspose(x, weight, bias, spec);
    return expect("convTranspose", x, shape, engine.convTranspose(x, weight, bias, spec));
  }

  @Override
  public Tensor maxPool(Tensor x, PoolSpec spec) {
    Shape shape = NetworkRules.pool("maxPool", x, spec);
    return expect("maxPool", x, shape, engine.maxPool(x, spec));
  }

  @Override
  public Tensor avgPool(Tensor x, PoolSpec spec) {
    Shape shape = NetworkRules.pool("avgPool", x, spec);
    return expect("avgPool", x, shape, engine.avgPool(x, spec));
  }

  @Override
  public Tensor resize(Tensor x, Shape size, Resize mode) {
    Shape shape = NetworkRules.resize(x, size);
    return expect("resize", x, shape, engine.resize(x, size, mode));
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
    Shape shape =
        NetworkRules.batchNorm(
            x, scale, shift, runningMean, runningVar, training, momentum, epsilon);
    BatchNormResult result =
        engine.batchNorm(x, scale, shift, runningMean, runningVar, training, momentum, epsilon);
    expect("batchNorm", x, shape, result.output());
    expect("batchNorm", x, runningMean.shape(), result.runningMean());
    expect("batchNorm", x, runningVar.shape(), result.runningVar());
    return result;
  }

  @Override
  public Tensor instanceNorm(Tensor x, double epsilon) {
    Shape shape = NetworkRules.instanceNorm(x, epsilon);
    return expect("instanceNorm", x, shape, engine.instanceNorm(x, epsilon));
  }

  @Override
  public Tensor layerNorm(Tensor x, Tensor scale, Tensor shift, double epsilon) {
    Shape shape = NetworkRules.layerNorm(x, scale, shift, epsilon);
    return expect("layerNorm", x, shape, engine.layerNorm(x, scale, shift, epsilon));
  }
}
