package dev.icl.core.reference;

import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.ops.BinaryOp;
import dev.icl.core.ops.CompareOp;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.MovementRules;
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
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every operation in plain Java and float64, written to be read: what engines are compared with.
 *
 * <p>A tensor goes by its declared type, but its numbers are float64 throughout. Arguments are the
 * canonical ones of {@link dev.icl.core.ops.CheckedOps}, in which it is to be wrapped.
 */
public final class ReferenceOps implements OpsKernel {
  private final FrozenValues frozen;

  /** Operations outside any differentiation. */
  public ReferenceOps() {
    this(new FrozenValues());
  }

  /**
   * @param frozen records what {@code stopGradient} and the statistics of batch norms give, or has
   *     them given as recorded
   */
  public ReferenceOps(FrozenValues frozen) {
    this.frozen = frozen;
  }

  private static RefTensor ref(Tensor x) {
    return (RefTensor) x;
  }

  @Override
  public Tensor unary(UnaryOp op, Tensor x) {
    return Elementwise.unary(op, ref(x));
  }

  @Override
  public Tensor withNumber(NumberOp op, Tensor x, double number) {
    return Elementwise.withNumber(op, ref(x), number);
  }

  @Override
  public Tensor binary(BinaryOp op, Tensor a, Tensor b) {
    return Elementwise.binary(op, ref(a), ref(b));
  }

  @Override
  public Tensor compare(CompareOp op, Tensor a, Tensor b) {
    return Elementwise.compare(op, ref(a), ref(b));
  }

  @Override
  public Tensor reduce(ReduceOp op, Tensor x, boolean keepDims, int... axes) {
    return Reductions.reduce(op, ref(x), keepDims, axes);
  }

  @Override
  public Tensor constant(HostTensor value) {
    return RefTensor.of(value);
  }

  @Override
  public Tensor full(DType dtype, Shape shape, double value) {
    return RefTensor.of(dtype, shape, index -> value);
  }

  @Override
  public Tensor clamp(Tensor x, double low, double high) {
    return Elementwise.clamp(ref(x), low, high);
  }

  @Override
  public Tensor stopGradient(Tensor x) {
    RefTensor a = ref(x);
    return RefTensor.of(a.dtype(), a.shape(), frozen.freeze(a::values));
  }

  /** Spoils the value for everybody else, so that a broken promise shows. */
  @Override
  public Tensor lastUse(Tensor x) {
    RefTensor a = ref(x);
    RefTensor spent = RefTensor.of(a.dtype(), a.shape(), a.values().clone(), a);
    Arrays.fill(a.values(), Double.NaN);
    return spent;
  }

  @Override
  public Tensor cast(Tensor x, DType dtype) {
    return Elementwise.cast(ref(x), dtype);
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    return Elementwise.where(ref(condition), ref(a), ref(b));
  }

  @Override
  public Tensor argmax(Tensor x, int axis) {
    return Reductions.argmax(ref(x), axis);
  }

  @Override
  public Tensor softmax(Tensor x, int axis) {
    return Elementwise.unary(UnaryOp.EXP, Reductions.logSoftmax(ref(x), axis));
  }

  @Override
  public Tensor logSoftmax(Tensor x, int axis) {
    return Reductions.logSoftmax(ref(x), axis);
  }

  @Override
  public Tensor reshape(Tensor x, Shape shape) {
    return RefTensor.of(x.dtype(), shape, ref(x).values(), ref(x));
  }

  @Override
  public Tensor transpose(Tensor x, int... permutation) {
    return Movement.transpose(ref(x), permutation);
  }

  @Override
  public Tensor broadcastTo(Tensor x, Shape shape) {
    return RefTensor.of(x.dtype(), shape, ref(x)::stretched, ref(x));
  }

  @Override
  public Tensor concat(List<Tensor> parts, int axis) {
    return Movement.concat(
        parts.stream().map(ReferenceOps::ref).toList(), axis, MovementRules.concat(parts, axis));
  }

  @Override
  public Tensor slice(Tensor x, int[] begin, Shape size) {
    return Movement.slice(ref(x), begin, size);
  }

  @Override
  public Tensor pad(Tensor x, int[] before, int[] after, double value) {
    return Movement.pad(ref(x), before, MovementRules.pad(x, before, after), value);
  }

  @Override
  public Tensor roll(Tensor x, int[] shifts, int[] axes) {
    return Movement.roll(ref(x), shifts, axes);
  }

  @Override
  public Tensor gather(Tensor x, Tensor indices, int axis) {
    return Movement.gather(ref(x), ref(indices), axis, MovementRules.gather(x, indices, axis));
  }

  @Override
  public Tensor oneHot(Tensor classes, int depth, int axis) {
    return Movement.oneHot(ref(classes), axis, MovementRules.oneHot(classes, depth, axis));
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return Products.matmul(ref(a), ref(b));
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return Products.linear(ref(x), ref(weight), optional(bias));
  }

  @Override
  public Tensor conv(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec) {
    return Products.conv(ref(x), ref(weight), optional(bias), spec);
  }

  @Override
  public Tensor convTranspose(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec) {
    return Products.convTranspose(ref(x), ref(weight), optional(bias), spec);
  }

  @Override
  public Tensor maxPool(Tensor x, PoolSpec spec) {
    return Sampling.maxPool(ref(x), spec);
  }

  @Override
  public Tensor avgPool(Tensor x, PoolSpec spec) {
    return Sampling.avgPool(ref(x), spec);
  }

  @Override
  public Tensor resize(Tensor x, Shape size, Resize mode) {
    return Sampling.resize(ref(x), size, mode);
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
    BatchNormResult result =
        training
            ? Norms.batchNormTraining(
                ref(x),
                ref(scale),
                ref(shift),
                ref(runningMean),
                ref(runningVar),
                momentum,
                epsilon)
            : Norms.batchNormInference(
                ref(x), ref(scale), ref(shift), ref(runningMean), ref(runningVar), epsilon);
    return new BatchNormResult(
        result.output(), stopGradient(result.runningMean()), stopGradient(result.runningVar()));
  }

  @Override
  public Tensor instanceNorm(Tensor x, double epsilon) {
    return Norms.instanceNorm(ref(x), epsilon);
  }

  @Override
  public Tensor layerNorm(Tensor x, Tensor scale, Tensor shift, double epsilon) {
    return Norms.layerNorm(ref(x), ref(scale), ref(shift), epsilon);
  }

  private static @Nullable RefTensor optional(@Nullable Tensor x) {
    return x == null ? null : ref(x);
  }
}
