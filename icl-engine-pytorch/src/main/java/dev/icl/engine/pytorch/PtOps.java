package dev.icl.engine.pytorch;

import static dev.icl.engine.pytorch.Expressions.list;
import static dev.icl.engine.pytorch.Expressions.number;
import static dev.icl.engine.pytorch.Expressions.truth;
import static dev.icl.engine.pytorch.PtTensor.array;
import static dev.icl.engine.pytorch.PtTensor.owned;
import static dev.icl.engine.pytorch.PtTensor.wrap;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
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
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations, eagerly: DJL's arrays where they have the operation, {@link Kernels} elsewhere.
 * Expects operands checked by {@link dev.icl.core.ops.CheckedOps}.
 */
final class PtOps implements OpsKernel {
  private final Owner owner;
  private final Kernels kernels;
  private final PtTransfers transfers;
  private final PtInterpolation interpolation;
  private final LinearLayers layers;
  private final FactoredGradients factored;
  private final PtRounding rounding;
  private final Layouts layouts;
  private final PtElementwise elementwise;
  private final Normalisation normalisation;
  private final PtConvolutions convolutions;

  PtOps(
      Owner owner,
      Kernels kernels,
      PtTransfers transfers,
      PtInterpolation interpolation,
      LinearLayers layers,
      FactoredGradients factored,
      PtRounding rounding) {
    this.owner = owner;
    this.kernels = kernels;
    this.transfers = transfers;
    this.interpolation = interpolation;
    this.layers = layers;
    this.factored = factored;
    this.rounding = rounding;
    boolean gpu = owner.manager().getDevice().isGpu();
    this.layouts = new Layouts(kernels, gpu);
    this.elementwise = new PtElementwise(kernels);
    this.normalisation = new Normalisation(kernels, layouts, gpu);
    this.convolutions = new PtConvolutions(kernels, gpu);
  }

  @Override
  public Tensor unary(UnaryOp op, Tensor x) {
    return elementwise.unary(op, (PtTensor) x);
  }

  @Override
  public Tensor withNumber(NumberOp op, Tensor x, double number) {
    return elementwise.withNumber(op, (PtTensor) x, number);
  }

  @Override
  public Tensor binary(BinaryOp op, Tensor a, Tensor b) {
    return elementwise.binary(op, (PtTensor) a, (PtTensor) b);
  }

  @Override
  public Tensor compare(CompareOp op, Tensor a, Tensor b) {
    return elementwise.compare(op, (PtTensor) a, (PtTensor) b);
  }

  @Override
  public Tensor reduce(ReduceOp op, Tensor x, boolean keepDims, int... axes) {
    return switch (op) {
      case SUM -> wrap(array(x).sum(axes, keepDims));
      case MEAN -> call("torch.mean(a, " + list(axes) + ", " + truth(keepDims) + ")", x);
      case MAX -> call("torch.amax(a, " + list(axes) + ", " + truth(keepDims) + ")", x);
    };
  }

  @Override
  public Tensor constant(HostTensor value) {
    // not a view: backward may read it when the host tensor is already collected
    return new PtTensor(transfers.copy(owner.manager(), value), value.shape(), value.dtype());
  }

  @Override
  public Tensor full(DType dtype, Shape shape, double value) {
    PtNDArray array =
        (PtNDArray) owner.manager().full(PtDtypes.djl(shape), (float) value, PtDtypes.djl(dtype));
    return new PtTensor(array, shape, dtype);
  }

  @Override
  public Tensor clamp(Tensor x, double low, double high) {
    return call("torch.clamp(a, " + number(low) + ", " + number(high) + ")", x);
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
        : wrap(array(x).toType(PtDtypes.djl(dtype), false));
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    return call("torch.where(a, b, c)", condition, a, b);
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
    return wrap(array(x).reshape(PtDtypes.djl(shape)));
  }

  @Override
  public Tensor transpose(Tensor x, int... permutation) {
    return wrap(array(x).transpose(permutation));
  }

  @Override
  public Tensor broadcastTo(Tensor x, Shape shape) {
    return wrap(array(x).broadcast(PtDtypes.djl(shape)));
  }

  @Override
  public Tensor concat(List<Tensor> parts, int axis) {
    return wrap(JniUtils.cat(parts.stream().map(PtTensor::array).toArray(PtNDArray[]::new), axis));
  }

  @Override
  public Tensor slice(Tensor x, int[] begin, Shape size) {
    String box = Expressions.slice(x.shape(), begin, size);
    return box.equals("a") ? x : call(box, x);
  }

  @Override
  public Tensor pad(Tensor x, int[] before, int[] after, double value) {
    return call(Expressions.pad(before, after, value), x);
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
    PtNDManager manager = owner.manager();
    PtNDArray range = (PtNDArray) manager.arange(0, depth, 1, DataType.INT64, manager.getDevice());
    return wrap(layouts.oneHot(array(classes), range, axis));
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    PtNDArray left = rounding.operand(array(a));
    return owned(rounding.result((PtNDArray) left.matMul(rounding.operand(array(b)))));
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    PtNDArray offset = bias == null ? null : array(bias);
    if (rounding.isActive()) {
      PtNDArray rows = rounding.operand(array(x));
      PtNDArray product = layers.apply(rows, rounding.operand(array(weight)), null);
      return wrap(rounding.result(product, offset, 0));
    }
    return wrap(
        factored.covers(array(weight), array(x))
            ? factored.linear(array(x), array(weight), offset)
            : layers.apply(array(x), array(weight), offset));
  }

  @Override
  public Tensor conv(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec) {
    PtNDArray offset = bias == null ? null : array(bias);
    if (rounding.isActive()) {
      PtRounding chosen = spec.groups() > 1 ? rounding.inGroups() : rounding;
      PtNDArray image = chosen.operand(array(x));
      PtNDArray product = convolutions.conv(image, chosen.operand(array(weight)), null, spec);
      return owned(layouts.ofConvolved(chosen.result(product, offset, spec.rank())));
    }
    return owned(layouts.ofConvolved(convolutions.conv(array(x), array(weight), offset, spec)));
  }

  @Override
  public Tensor convTranspose(Tensor x, Tensor weight, @Nullable Tensor bias, ConvSpec spec) {
    PtNDArray offset = bias == null ? null : array(bias);
    if (rounding.isActive()) {
      PtNDArray image = rounding.operand(array(x));
      PtNDArray product =
          convolutions.transposed(image, rounding.operand(array(weight)), null, spec);
      return wrap(rounding.result(product, offset, spec.rank()));
    }
    return wrap(convolutions.transposed(array(x), array(weight), offset, spec));
  }

  @Override
  public Tensor maxPool(Tensor x, PoolSpec spec) {
    return wrap(
        JniUtils.maxPool(
            array(x),
            PtDtypes.djl(spec.kernel()),
            PtDtypes.djl(spec.stride()),
            PtDtypes.djl(spec.padding()),
            false));
  }

  @Override
  public Tensor avgPool(Tensor x, PoolSpec spec) {
    return call(
        "torch.avg_pool%sd(a, %s, %s, %s, False, False)"
            .formatted(spec.rank(), spec.kernel(), spec.stride(), spec.padding()),
        x);
  }

  @Override
  public Tensor resize(Tensor x, Shape size, Resize mode) {
    return wrap(interpolation.resize(array(x), x.shape(), size, mode));
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
    return normalisation.batch(
        x, scale, shift, runningMean, runningVar, training, momentum, epsilon);
  }

  @Override
  public Tensor instanceNorm(Tensor x, double epsilon) {
    return normalisation.instance(x, epsilon);
  }

  @Override
  public Tensor layerNorm(Tensor x, Tensor scale, Tensor shift, double epsilon) {
    return normalisation.layer(x, scale, shift, epsilon);
  }

  private Tensor call(String expression, Tensor... operands) {
    return wrap(
        kernels.call(
            expression, Arrays.stream(operands).map(PtTensor::array).toArray(PtNDArray[]::new)));
  }
}
