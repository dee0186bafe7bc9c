package dev.icl.engine.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.ops.ConvSpec;
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
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The operations, eagerly: DJL's arrays where they have the operation, {@link Kernels} elsewhere.
 * Expects operands checked by {@link dev.icl.core.ops.CheckedOps}.
 */
final class PtOps implements Ops {
  private final PtNDManager manager;
  private final Kernels kernels;
  private final Transfers transfers;
  private final Interpolation interpolation;
  private final LinearLayers layers;
  private final FactoredGradients factored;
  private final Layouts layouts;

  PtOps(
      PtNDManager manager,
      Kernels kernels,
      Transfers transfers,
      Interpolation interpolation,
      LinearLayers layers,
      FactoredGradients factored) {
    this.manager = manager;
    this.kernels = kernels;
    this.transfers = transfers;
    this.interpolation = interpolation;
    this.layers = layers;
    this.factored = factored;
    this.layouts = new Layouts(kernels, manager.getDevice().isGpu());
  }

  @Override
  public Tensor constant(HostTensor value) {
    // not a view: backward may read it when the host tensor is already collected
    return new PtTensor(transfers.copy(manager, value), value.shape(), value.dtype());
  }

  @Override
  public Tensor full(DType dtype, Shape shape, double value) {
    PtNDArray array = (PtNDArray) manager.full(Dtypes.djl(shape), (float) value, Dtypes.djl(dtype));
    return new PtTensor(array, shape, dtype);
  }

  @Override
  public Tensor neg(Tensor x) {
    return wrap(array(x).neg());
  }

  @Override
  public Tensor abs(Tensor x) {
    return wrap(array(x).abs());
  }

  @Override
  public Tensor exp(Tensor x) {
    return wrap(array(x).exp());
  }

  @Override
  public Tensor log(Tensor x) {
    return wrap(array(x).log());
  }

  @Override
  public Tensor sqrt(Tensor x) {
    return wrap(array(x).sqrt());
  }

  @Override
  public Tensor rsqrt(Tensor x) {
    return call("torch.rsqrt(a)", x);
  }

  @Override
  public Tensor square(Tensor x) {
    return wrap(array(x).square());
  }

  @Override
  public Tensor pow(Tensor x, double exponent) {
    return call("torch.pow(a, " + number(exponent) + ")", x);
  }

  @Override
  public Tensor tanh(Tensor x) {
    return wrap(array(x).tanh());
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    return wrap(JniUtils.sigmoid(array(x)));
  }

  @Override
  public Tensor erf(Tensor x) {
    return wrap(array(x).erf());
  }

  @Override
  public Tensor relu(Tensor x) {
    return isSpent(x) ? call("torch.relu_(a)", x) : wrap(JniUtils.relu(array(x)));
  }

  @Override
  public Tensor leakyRelu(Tensor x, double slope) {
    // in place, the gradient follows from the result, whose sign a negative slope would lose
    return isSpent(x) && slope >= 0
        ? call("torch.leaky_relu_(a, " + number(slope) + ")", x)
        : wrap(JniUtils.leakyRelu(array(x), slope));
  }

  @Override
  public Tensor gelu(Tensor x) {
    return wrap(JniUtils.gelu(array(x)));
  }

  @Override
  public Tensor clamp(Tensor x, double low, double high) {
    return call("torch.clamp(a, " + number(low) + ", " + number(high) + ")", x);
  }

  @Override
  public Tensor add(Tensor x, double value) {
    return call("torch.add(a, " + number(value) + ")", x);
  }

  @Override
  public Tensor mul(Tensor x, double value) {
    return call("torch.mul(a, " + number(value) + ")", x);
  }

  @Override
  public Tensor stopGradient(Tensor x) {
    return new PtTensor(JniUtils.detachGradient(array(x)), x.shape(), x.dtype());
  }

  @Override
  public Tensor lastUse(Tensor x) {
    PtTensor tensor = (PtTensor) x;
    return tensor.memory() == PtTensor.Memory.OWN ? tensor.with(PtTensor.Memory.SPENT) : x;
  }

  @Override
  public Tensor cast(Tensor x, DType dtype) {
    if (x.dtype() == dtype) {
      return x;
    }
    return dtype == DType.BOOL
        ? call("torch.ne(a, 0)", x)
        : wrap(array(x).toType(Dtypes.djl(dtype), false));
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return isSpent(a) && ShapeRules.stretches(b.shape(), a.shape())
        ? owned(kernels.call("torch.add_(a, b)", array(a), array(b)))
        : wrap(array(a).add(array(b)));
  }

  @Override
  public Tensor sub(Tensor a, Tensor b) {
    return wrap(array(a).sub(array(b)));
  }

  @Override
  public Tensor mul(Tensor a, Tensor b) {
    return wrap(array(a).mul(array(b)));
  }

  @Override
  public Tensor div(Tensor a, Tensor b) {
    return wrap(array(a).div(array(b)));
  }

  @Override
  public Tensor maximum(Tensor a, Tensor b) {
    return call("torch.maximum(a, b)", a, b);
  }

  @Override
  public Tensor minimum(Tensor a, Tensor b) {
    return call("torch.minimum(a, b)", a, b);
  }

  @Override
  public Tensor equal(Tensor a, Tensor b) {
    return wrap(array(a).eq(array(b)));
  }

  @Override
  public Tensor less(Tensor a, Tensor b) {
    return wrap(array(a).lt(array(b)));
  }

  @Override
  public Tensor greater(Tensor a, Tensor b) {
    return wrap(array(a).gt(array(b)));
  }

  @Override
  public Tensor logicalAnd(Tensor a, Tensor b) {
    return wrap(array(a).logicalAnd(array(b)));
  }

  @Override
  public Tensor logicalNot(Tensor a) {
    return wrap(array(a).logicalNot());
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    return call("torch.where(a, b, c)", condition, a, b);
  }

  @Override
  public Tensor sum(Tensor x, boolean keepDims, int... axes) {
    return wrap(array(x).sum(axes, keepDims));
  }

  @Override
  public Tensor mean(Tensor x, boolean keepDims, int... axes) {
    return call("torch.mean(a, " + list(axes) + ", " + truth(keepDims) + ")", x);
  }

  @Override
  public Tensor max(Tensor x, boolean keepDims, int... axes) {
    return call("torch.amax(a, " + list(axes) + ", " + truth(keepDims) + ")", x);
  }

  @Override
  public Tensor argmax(Tensor x, int axis) {
    return wrap(JniUtils.argMax(array(x), axis, false));
  }

  @Override
  public Tensor softmax(Tensor x, int axis) {
    return wrap(array(x).softmax(axis));
  }

  @Override
  public Tensor logSoftmax(Tensor x, int axis) {
    return wrap(array(x).logSoftmax(axis));
  }

  @Override
  public Tensor reshape(Tensor x, Shape shape) {
    return wrap(array(x).reshape(Dtypes.djl(shape)));
  }

  @Override
  public Tensor transpose(Tensor x, int... permutation) {
    return wrap(array(x).transpose(permutation));
  }

  @Override
  public Tensor broadcastTo(Tensor x, Shape shape) {
    return wrap(array(x).broadcast(Dtypes.djl(shape)));
  }

  @Override
  public Tensor concat(List<Tensor> parts, int axis) {
    return wrap(JniUtils.cat(parts.stream().map(PtTensor::array).toArray(PtNDArray[]::new), axis));
  }

  @Override
  public Tensor slice(Tensor x, int[] begin, int[] size) {
    String box = "a";
    for (int i = 0; i < begin.length; i++) {
      if (begin[i] != 0 || size[i] != x.shape().dim(i)) {
        box = "torch.narrow(" + box + ", " + i + ", " + begin[i] + ", " + size[i] + ")";
      }
    }
    return box.equals("a") ? x : call(box, x);
  }

  @Override
  public Tensor pad(Tensor x, int[] before, int[] after, double value) {
    int[] sides = new int[2 * before.length];
    for (int i = 0; i < before.length; i++) {
      int last = before.length - 1 - i;
      sides[2 * i] = before[last];
      sides[2 * i + 1] = after[last];
    }
    return call("torch.constant_pad_nd(a, " + list(sides) + ", " + number(value) + ")", x);
  }

  @Override
  public Tensor roll(Tensor x, int[] shifts, int[] axes) {
    return call("torch.roll(a, " + list(shifts) + ", " + list(axes) + ")", x);
  }

  @Override
  public Tensor gather(Tensor x, Tensor indices, int axis) {
    return call("torch.index_select(a, " + axis + ", b)", x, indices);
  }

  @Override
  public Tensor oneHot(Tensor classes, int depth, int axis) {
    PtNDArray range = (PtNDArray) manager.arange(0, depth, 1, DataType.INT64, manager.getDevice());
    return wrap(layouts.oneHot(array(classes), range, axis));
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return owned((PtNDArray) array(a).matMul(array(b)));
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    PtNDArray offset = bias == null ? null : array(bias);
    return wrap(
        factored.covers(array(weight), array(x))
            ? factored.linear(array(x), array(weight), offset)
            : layers.apply(array(x), array(weight), offset));
  }

  @Override
  public Tensor conv(Tensor x, Tensor weight, Tensor bias, ConvSpec spec) {
    return owned(
        layouts.ofConvolved(
            JniUtils.convolution(
                array(x),
                array(weight),
                bias == null ? null : array(bias),
                shape(spec.stride()),
                shape(spec.padding()),
                shape(spec.dilation()),
                spec.groups())));
  }

  @Override
  public Tensor convTranspose(Tensor x, Tensor weight, Tensor bias, ConvSpec spec) {
    String name = "torch.conv_transpose" + spec.rank() + "d(a, b, ";
    String walk = spec.stride() + ", " + spec.padding() + ")";
    return bias == null
        ? call(name + "None, " + walk, x, weight)
        : call(name + "c, " + walk, x, weight, bias);
  }

  @Override
  public Tensor maxPool(Tensor x, PoolSpec spec) {
    return wrap(
        JniUtils.maxPool(
            array(x), shape(spec.kernel()), shape(spec.stride()), shape(spec.padding()), false));
  }

  @Override
  public Tensor avgPool(Tensor x, PoolSpec spec) {
    return call(
        "torch.avg_pool%sd(a, %s, %s, %s, False, False)"
            .formatted(spec.rank(), spec.kernel(), spec.stride(), spec.padding()),
        x);
  }

  @Override
  public Tensor resize(Tensor x, int[] size, Resize mode) {
    if (mode == Resize.NEAREST) {
      return call("torch.upsample_nearest" + size.length + "d(a, " + list(size) + ")", x);
    }
    boolean aligned = mode == Resize.LINEAR_ALIGNED;
    if (!manager.getDevice().isGpu()) {
      return wrap(interpolation.resize(array(x), x.shape(), size, aligned));
    }
    String linear = size.length == 2 ? "torch.upsample_bilinear2d" : "torch.upsample_trilinear3d";
    return call(linear + "(a, " + list(size) + ", " + truth(aligned) + ")", x);
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
    // libtorch updates running statistics in place.
    Tensor mean = training ? wrap(detachedCopy(runningMean)) : runningMean;
    Tensor var = training ? wrap(detachedCopy(runningVar)) : runningVar;
    // DJL hands its "gamma, beta, runningMean, runningVar" to libtorch in this order.
    PtNDArray output =
        JniUtils.batchNorm(
            training ? layouts.forStatistics(array(x)) : array(x),
            array(mean),
            array(var),
            array(scale),
            array(shift),
            training,
            momentum,
            epsilon);
    return new BatchNormResult(owned(output), mean, var);
  }

  @Override
  public Tensor instanceNorm(Tensor x, double epsilon) {
    // libtorch's instance_norm has a wrong gradient for one channels-last volume.
    return call(
        "torch.group_norm(a, " + x.shape().dim(1) + ", None, None, " + number(epsilon) + ")", x);
  }

  @Override
  public Tensor layerNorm(Tensor x, Tensor scale, Tensor shift, double epsilon) {
    return wrap(
        JniUtils.layerNorm(
            array(x),
            new ai.djl.ndarray.types.Shape(x.shape().dim(-1)),
            array(scale),
            array(shift),
            epsilon));
  }

  private static PtNDArray array(Tensor tensor) {
    return PtTensor.array(tensor);
  }

  private static NDArray detachedCopy(Tensor tensor) {
    return JniUtils.detachGradient(array(tensor)).duplicate();
  }

  private static boolean isSpent(Tensor tensor) {
    return ((PtTensor) tensor).isSpent();
  }

  private static Tensor owned(PtNDArray array) {
    return ((PtTensor) wrap(array)).with(PtTensor.Memory.OWN);
  }

  private static Tensor wrap(NDArray array) {
    return new PtTensor(
        (PtNDArray) array, Dtypes.core(array.getShape()), Dtypes.core(array.getDataType()));
  }

  private Tensor call(String expression, Tensor... operands) {
    return wrap(
        kernels.call(
            expression, Arrays.stream(operands).map(PtTensor::array).toArray(PtNDArray[]::new)));
  }

  private static ai.djl.ndarray.types.Shape shape(List<Integer> values) {
    return new ai.djl.ndarray.types.Shape(values.stream().mapToLong(Integer::longValue).toArray());
  }

  private static String list(int[] values) {
    return IntStream.of(values)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String truth(boolean value) {
    return value ? "True" : "False";
  }

  /** As TorchScript reads a float literal: always with a point or an exponent. */
  private static String number(double value) {
    return Double.isInfinite(value)
        ? value > 0 ? "float('inf')" : "float('-inf')"
        : String.format(Locale.ROOT, "%.17e", value);
  }
}
