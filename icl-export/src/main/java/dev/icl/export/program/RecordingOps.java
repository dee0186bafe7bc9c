package dev.icl.export.program;

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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The operations, written down instead of computed: each with its numbers and the shape of its
 * result.
 */
final class RecordingOps implements OpsKernel {
  private final Tape tape;

  RecordingOps(Tape tape) {
    this.tape = tape;
  }

  private static Tensor[] some(Tensor x, Tensor y, @Nullable Tensor z) {
    return z == null ? new Tensor[] {x, y} : new Tensor[] {x, y, z};
  }

  private static @Nullable Tensor third(List<Tensor> operands) {
    return operands.size() < 3 ? null : operands.get(2);
  }

  private static List<Integer> list(int... values) {
    return Arrays.stream(values).boxed().toList();
  }

  @Override
  public Tensor unary(UnaryOp op, Tensor x) {
    return tape.made(
        Call.of(op.opName()), x.dtype(), x.shape(), (ops, in) -> ops.unary(op, in.get(0)), x);
  }

  @Override
  public Tensor withNumber(NumberOp op, Tensor x, double number) {
    return switch (op) {
      case ADD -> binary(BinaryOp.ADD, x, scalar(x, number));
      case MUL -> binary(BinaryOp.MUL, x, scalar(x, number));
      case POW, LEAKY_RELU ->
          tape.made(
              Call.of(op.opName()).with("number", number),
              x.dtype(),
              x.shape(),
              (ops, in) -> ops.withNumber(op, in.get(0), number),
              x);
    };
  }

  private Tensor scalar(Tensor like, double number) {
    return constant(HostTensor.fill(like.dtype(), Shape.scalar(), i -> number));
  }

  @Override
  public Tensor binary(BinaryOp op, Tensor a, Tensor b) {
    Shape shape = ShapeRules.binary(op, a, b);
    return tape.made(
        Call.of(op.opName()),
        a.dtype(),
        shape,
        (ops, in) -> ops.binary(op, in.get(0), in.get(1)),
        a,
        b);
  }

  @Override
  public Tensor compare(CompareOp op, Tensor a, Tensor b) {
    Shape shape = ShapeRules.compare(op, a, b);
    return tape.made(
        Call.of(op.opName()),
        DType.BOOL,
        shape,
        (ops, in) -> ops.compare(op, in.get(0), in.get(1)),
        a,
        b);
  }

  @Override
  public Tensor reduce(ReduceOp op, Tensor x, boolean keepDims, int... axes) {
    Shape shape = ShapeRules.reduce(op, x, keepDims, axes);
    Call call = Call.of(op.opName()).with("axes", list(axes)).with("keep", list(keepDims ? 1 : 0));
    return tape.made(
        call, x.dtype(), shape, (ops, in) -> ops.reduce(op, in.get(0), keepDims, axes), x);
  }

  @Override
  public Tensor constant(HostTensor value) {
    return tape.literal(value);
  }

  @Override
  public Tensor full(DType dtype, Shape shape, double value) {
    Call call = Call.of("full").with("value", value);
    return tape.made(call, dtype, shape, (ops, in) -> ops.full(dtype, shape, value));
  }

  @Override
  public Tensor clamp(Tensor x, double low, double high) {
    Call call = Call.of("clamp").with("low", low).with("high", high);
    return tape.made(call, x.dtype(), x.shape(), (ops, in) -> ops.clamp(in.get(0), low, high), x);
  }

  @Override
  public Tensor stopGradient(Tensor x) {
    return x;
  }

  @Override
  public Tensor cast(Tensor x, DType dtype) {
    Call call = Call.of("cast");
    return x.dtype() == dtype
        ? x
        : tape.made(call, dtype, x.shape(), (ops, in) -> ops.cast(in.get(0), dtype), x);
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    Shape shape = ShapeRules.where(condition, a, b);
    return tape.made(
        Call.of("where"),
        a.dtype(),
        shape,
        (ops, in) -> ops.where(in.get(0), in.get(1), in.get(2)),
        condition,
        a,
        b);
  }

  @Override
  public Tensor argmax(Tensor x, int axis) {
    Shape shape = ShapeRules.argmax(x, axis);
    Call call = Call.of("argmax").with("axis", list(axis));
    return tape.made(call, DType.I64, shape, (ops, in) -> ops.argmax(in.get(0), axis), x);
  }

  @Override
  public Tensor softmax(Tensor x, int axis) {
    Call call = Call.of("softmax").with("axis", list(axis));
    return tape.made(call, x.dtype(), x.shape(), (ops, in) -> ops.softmax(in.get(0), axis), x);
  }

  @Override
  public Tensor logSoftmax(Tensor x, int axis) {
    Call call = Call.of("logSoftmax").with("axis", list(axis));
    return tape.made(call, x.dtype(), x.shape(), (ops, in) -> ops.logSoftmax(in.get(0), axis), x);
  }

  @Override
  public Tensor reshape(Tensor x, Shape shape) {
    return tape.made(
        Call.of("reshape"), x.dtype(), shape, (ops, in) -> ops.reshape(in.get(0), shape), x);
  }

  @Override
  public Tensor transpose(Tensor x, int... permutation) {
    Shape shape = MovementRules.transpose(x, permutation);
    Call call = Call.of("transpose").with("permutation", list(permutation));
    return tape.made(call, x.dtype(), shape, (ops, in) -> ops.transpose(in.get(0), permutation), x);
  }

  @Override
  public Tensor broadcastTo(Tensor x, Shape shape) {
    return tape.made(
        Call.of("broadcastTo"),
        x.dtype(),
        shape,
        (ops, in) -> ops.broadcastTo(in.get(0), shape),
        x);
  }

  @Override
  public Tensor concat(List<Tensor> parts, int axis) {
    Shape shape = MovementRules.concat(parts, axis);
    Call call = Call.of("concat").with("axis", list(axis));
    DType dtype = parts.get(0).dtype();
    return tape.made(
        call, dtype, shape, (ops, in) -> ops.concat(in, axis), parts.toArray(Tensor[]::new));
  }

  @Override
  public Tensor slice(Tensor x, int[] begin, Shape size) {
    Call call = Call.of("slice").with("begin", list(begin));
    return tape.made(call, x.dtype(), size, (ops, in) -> ops.slice(in.get(0), begin, size), x);
  }

  @Override
  public Tensor pad(Tensor x, int[] before, int[] after, double value) {
    Shape shape = MovementRules.pad(x, before, after);
    Call call =
        Call.of("pad").with("before", list(before)).with("after", list(after)).with("value", value);
    return tape.made(
        call, x.dtype(), shape, (ops, in) -> ops.pad(in.get(0), before, after, value), x);
  }

  @Override
  public Tensor roll(Tensor x, int[] shifts, int[] axes) {
    Call call = Call.of("roll").with("shifts", list(shifts)).with("axes", list(axes));
    return tape.made(call, x.dtype(), x.shape(), (ops, in) -> ops.roll(in.get(0), shifts, axes), x);
  }

  @Override
  public Tensor gather(Tensor x, Tensor indices, int axis) {
    Shape shape = MovementRules.gather(x, indices, axis);
    Call call = Call.of("gather").with("axis", list(axis));
    return tape.made(
        call, x.dtype(), shape, (ops, in) -> ops.gather(in.get(0), in.get(1), axis), x, indices);
  }

  @Override
  public Tensor oneHot(Tensor classes, int depth, int axis) {
    Shape shape = MovementRules.oneHot(classes, depth, axis);
    Call call = Call.of("oneHot").with("depth", list(depth)).with("axis", list(axis));
    return tape.made(
        call, DType.F32, shape, (ops, in) -> ops.oneHot(in.get(0), depth, axis), classes);
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    Shape shape = NetworkRules.matmul(a, b);
    return tape.made(
        Call.of("matmul"), a.dtype(), shape, (ops, in) -> ops.matmul(in.get(0), in.get(1)), a, b);
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    Shape shape = NetworkRules.linear(x, weight, bias);
    return tape.made(
        Call.of("linear"),
        x.dtype(),
        shape,
        (ops, in) -> ops.linear(in.get(0), in.get(1), third(in)),
        some(x, weight, bias));
  }

  @Override
  public Tensor conv(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec) {
    Shape shape = NetworkRules.conv(x, weight, bias, spec);
    return tape.made(
        Call.of("conv", spec),
        x.dtype(),
        shape,
        (ops, in) -> ops.conv(in.get(0), in.get(1), third(in), spec),
        some(x, weight, bias));
  }

  @Override
  public Tensor convTranspose(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec) {
    Shape shape = NetworkRules.convTranspose(x, weight, bias, spec);
    return tape.made(
        Call.of("convTranspose", spec),
        x.dtype(),
        shape,
        (ops, in) -> ops.convTranspose(in.get(0), in.get(1), third(in), spec),
        some(x, weight, bias));
  }

  @Override
  public Tensor maxPool(Tensor x, PoolSpec spec) {
    Shape shape = NetworkRules.pool("maxPool", x, spec);
    return tape.made(
        Call.of("maxPool", spec), x.dtype(), shape, (ops, in) -> ops.maxPool(in.get(0), spec), x);
  }

  @Override
  public Tensor avgPool(Tensor x, PoolSpec spec) {
    Shape shape = NetworkRules.pool("avgPool", x, spec);
    return tape.made(
        Call.of("avgPool", spec), x.dtype(), shape, (ops, in) -> ops.avgPool(in.get(0), spec), x);
  }

  @Override
  public Tensor resize(Tensor x, Shape size, Resize mode) {
    Shape shape = NetworkRules.resize(x, size);
    String name = "resize " + mode.name().toLowerCase(Locale.ROOT);
    return tape.made(
        Call.of(name), x.dtype(), shape, (ops, in) -> ops.resize(in.get(0), size, mode), x);
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
    if (training) {
      throw new UnfitStep("batchNorm", "takes the statistics of the batch");
    }
    Tensor normal =
        tape.made(
            Call.of("batchNorm").with("epsilon", epsilon),
            x.dtype(),
            x.shape(),
            (ops, in) ->
                ops.batchNorm(
                        in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), false, momentum,
                        epsilon)
                    .output(),
            x,
            scale,
            shift,
            runningMean,
            runningVar);
    return new BatchNormResult(normal, runningMean, runningVar);
  }

  @Override
  public Tensor instanceNorm(Tensor x, double epsilon) {
    Call call = Call.of("instanceNorm").with("epsilon", epsilon);
    return tape.made(
        call, x.dtype(), x.shape(), (ops, in) -> ops.instanceNorm(in.get(0), epsilon), x);
  }

  @Override
  public Tensor layerNorm(Tensor x, Tensor scale, Tensor shift, double epsilon) {
    Call call = Call.of("layerNorm").with("epsilon", epsilon);
    return tape.made(
        call,
        x.dtype(),
        x.shape(),
        (ops, in) -> ops.layerNorm(in.get(0), in.get(1), in.get(2), epsilon),
        x,
        scale,
        shift);
  }
}
