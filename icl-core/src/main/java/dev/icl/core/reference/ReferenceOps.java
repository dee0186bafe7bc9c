package dev.icl.core.reference;

import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.MovementRules;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.ops.ShapeRules;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Every operation in plain Java and float64, written to be read: what engines are held against.
 *
 * <p>A tensor goes by its declared type, but its numbers are float64 throughout. Arguments are the
 * canonical ones of {@link dev.icl.core.ops.CheckedOps}, in which it is to be wrapped.
 */
public final class ReferenceOps implements Ops {
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

  private static RefTensor map(Tensor x, DoubleUnaryOperator f) {
    RefTensor a = ref(x);
    return RefTensor.of(a.dtype(), a.shape(), Arrays.stream(a.values()).map(f).toArray(), a);
  }

  private static RefTensor zip(String op, DType dtype, Tensor x, Tensor y, DoubleBinaryOperator f) {
    RefTensor a = ref(x);
    RefTensor b = ref(y);
    return RefTensor.of(
        dtype,
        ShapeRules.broadcast(op, a.shape(), b.shape()),
        index -> f.applyAsDouble(a.stretched(index), b.stretched(index)),
        a,
        b);
  }

  private static RefTensor compare(String op, Tensor a, Tensor b, DoubleBinaryOperator f) {
    return zip(op, DType.BOOL, a, b, f);
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
  public Tensor neg(Tensor x) {
    return map(x, v -> -v);
  }

  @Override
  public Tensor abs(Tensor x) {
    return map(x, Math::abs);
  }

  @Override
  public Tensor exp(Tensor x) {
    return map(x, Math::exp);
  }

  @Override
  public Tensor log(Tensor x) {
    return map(x, Math::log);
  }

  @Override
  public Tensor sqrt(Tensor x) {
    return map(x, Math::sqrt);
  }

  @Override
  public Tensor rsqrt(Tensor x) {
    return map(x, v -> 1 / Math.sqrt(v));
  }

  @Override
  public Tensor square(Tensor x) {
    return map(x, v -> v * v);
  }

  @Override
  public Tensor pow(Tensor x, double exponent) {
    return map(x, v -> Math.pow(v, exponent));
  }

  @Override
  public Tensor tanh(Tensor x) {
    return map(x, Math::tanh);
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    return map(x, v -> 1 / (1 + Math.exp(-v)));
  }

  @Override
  public Tensor erf(Tensor x) {
    return map(x, ErrorFunction::erf);
  }

  @Override
  public Tensor relu(Tensor x) {
    return map(x, v -> Math.max(v, 0));
  }

  @Override
  public Tensor leakyRelu(Tensor x, double slope) {
    return map(x, v -> v > 0 ? v : slope * v);
  }

  @Override
  public Tensor gelu(Tensor x) {
    return map(x, v -> v * (1 + ErrorFunction.erf(v / Math.sqrt(2))) / 2);
  }

  @Override
  public Tensor clamp(Tensor x, double low, double high) {
    return map(x, v -> Math.min(Math.max(v, low), high));
  }

  @Override
  public Tensor add(Tensor x, double value) {
    return map(x, v -> v + value);
  }

  @Override
  public Tensor mul(Tensor x, double value) {
    return map(x, v -> v * value);
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
    RefTensor a = ref(x);
    DoubleUnaryOperator convert =
        switch (dtype) {
          case F32, F64 -> v -> v;
          case I64, I32, U8 -> v -> (long) v;
          case BOOL -> v -> v != 0 ? 1 : 0;
        };
    return RefTensor.of(dtype, a.shape(), Arrays.stream(a.values()).map(convert).toArray(), a);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return zip("add", a.dtype(), a, b, (x, y) -> x + y);
  }

  @Override
  public Tensor sub(Tensor a, Tensor b) {
    return zip("sub", a.dtype(), a, b, (x, y) -> x - y);
  }

  @Override
  public Tensor mul(Tensor a, Tensor b) {
    return zip("mul", a.dtype(), a, b, (x, y) -> x * y);
  }

  @Override
  public Tensor div(Tensor a, Tensor b) {
    return zip("div", a.dtype(), a, b, (x, y) -> x / y);
  }

  @Override
  public Tensor maximum(Tensor a, Tensor b) {
    return zip("maximum", a.dtype(), a, b, Math::max);
  }

  @Override
  public Tensor minimum(Tensor a, Tensor b) {
    return zip("minimum", a.dtype(), a, b, Math::min);
  }

  @Override
  public Tensor equal(Tensor a, Tensor b) {
    return compare("equal", a, b, (x, y) -> x == y ? 1 : 0);
  }

  @Override
  public Tensor less(Tensor a, Tensor b) {
    return compare("less", a, b, (x, y) -> x < y ? 1 : 0);
  }

  @Override
  public Tensor greater(Tensor a, Tensor b) {
    return compare("greater", a, b, (x, y) -> x > y ? 1 : 0);
  }

  @Override
  public Tensor logicalAnd(Tensor a, Tensor b) {
    return compare("logicalAnd", a, b, (x, y) -> x != 0 && y != 0 ? 1 : 0);
  }

  @Override
  public Tensor logicalNot(Tensor a) {
    return map(a, v -> v == 0 ? 1 : 0);
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    RefTensor c = ref(condition);
    RefTensor x = ref(a);
    RefTensor y = ref(b);
    return RefTensor.of(
        x.dtype(),
        ShapeRules.where(c, x, y),
        index -> c.stretched(index) != 0 ? x.stretched(index) : y.stretched(index),
        x,
        y);
  }

  @Override
  public Tensor sum(Tensor x, boolean keepDims, int... axes) {
    return Reductions.reduce(ref(x), keepDims, axes, values -> Arrays.stream(values).sum());
  }

  @Override
  public Tensor mean(Tensor x, boolean keepDims, int... axes) {
    return Reductions.reduce(ref(x), keepDims, axes, Reductions::mean);
  }

  @Override
  public Tensor max(Tensor x, boolean keepDims, int... axes) {
    return Reductions.reduce(
        ref(x), keepDims, axes, values -> Arrays.stream(values).max().orElseThrow());
  }

  @Override
  public Tensor argmax(Tensor x, int axis) {
    return Reductions.argmax(ref(x), axis);
  }

  @Override
  public Tensor softmax(Tensor x, int axis) {
    return map(Reductions.logSoftmax(ref(x), axis), Math::exp);
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
  public Tensor slice(Tensor x, int[] begin, int[] size) {
    return Movement.slice(ref(x), begin, Shape.of(size));
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
  public Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    return Products.linear(ref(x), ref(weight), ref(bias));
  }

  @Override
  public Tensor conv(Tensor x, Tensor weight, Tensor bias, ConvSpec spec) {
    return Products.conv(ref(x), ref(weight), ref(bias), spec);
  }

  @Override
  public Tensor convTranspose(Tensor x, Tensor weight, Tensor bias, ConvSpec spec) {
    return Products.convTranspose(ref(x), ref(weight), ref(bias), spec);
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
  public Tensor resize(Tensor x, int[] size, Resize mode) {
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
}
