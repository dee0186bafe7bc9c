package dev.icl.engine.tensorflow;

import static dev.icl.engine.tensorflow.TfTensor.of;

import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import org.tensorflow.Output;

/**
 * The operations, added to a graph. Expects operands checked by {@link
 * dev.icl.core.ops.CheckedOps}.
 */
final class TfOps implements Ops {
  private final Nodes nodes;
  private final Arranger arranger;
  private final Elementwise elementwise;
  private final Reductions reductions;
  private final Movement movement;
  private final Products products;
  private final Convolutions convolutions;
  private final Sampling sampling;
  private final Normalisation normalisation;

  TfOps(Nodes nodes) {
    this.nodes = nodes;
    arranger = new Arranger(nodes);
    elementwise = new Elementwise(nodes, arranger);
    reductions = new Reductions(nodes, arranger);
    movement = new Movement(nodes, arranger);
    products = new Products(nodes, arranger);
    convolutions = new Convolutions(nodes, arranger, movement);
    sampling = new Sampling(nodes, arranger, movement);
    normalisation = new Normalisation(nodes, arranger, elementwise, reductions);
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
  public Tensor neg(Tensor x) {
    return elementwise.unary("Neg", of(x));
  }

  @Override
  public Tensor abs(Tensor x) {
    return elementwise.unary("Abs", of(x));
  }

  @Override
  public Tensor exp(Tensor x) {
    return elementwise.unary("Exp", of(x));
  }

  @Override
  public Tensor log(Tensor x) {
    return elementwise.unary("Log", of(x));
  }

  @Override
  public Tensor sqrt(Tensor x) {
    return elementwise.unary("Sqrt", of(x));
  }

  @Override
  public Tensor rsqrt(Tensor x) {
    return elementwise.unary("Rsqrt", of(x));
  }

  @Override
  public Tensor square(Tensor x) {
    return elementwise.unary("Square", of(x));
  }

  @Override
  public Tensor pow(Tensor x, double exponent) {
    return elementwise.pow(of(x), exponent);
  }

  @Override
  public Tensor tanh(Tensor x) {
    return elementwise.unary("Tanh", of(x));
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    return elementwise.unary("Sigmoid", of(x));
  }

  @Override
  public Tensor erf(Tensor x) {
    return elementwise.unary("Erf", of(x));
  }

  @Override
  public Tensor relu(Tensor x) {
    return elementwise.unary("Relu", of(x));
  }

  @Override
  public Tensor leakyRelu(Tensor x, double slope) {
    return elementwise.leakyRelu(of(x), slope);
  }

  @Override
  public Tensor gelu(Tensor x) {
    return elementwise.gelu(of(x));
  }

  @Override
  public Tensor clamp(Tensor x, double low, double high) {
    return elementwise.clamp(of(x), low, high);
  }

  @Override
  public Tensor add(Tensor x, double value) {
    return elementwise.withNumber("AddV2", of(x), value);
  }

  @Override
  public Tensor mul(Tensor x, double value) {
    return elementwise.withNumber("Mul", of(x), value);
  }

  @Override
  public Tensor stopGradient(Tensor x) {
    return elementwise.unary("StopGradient", of(x));
  }

  @Override
  public Tensor cast(Tensor x, DType dtype) {
    return elementwise.cast(of(x), dtype);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return elementwise.binary("AddV2", of(a), of(b));
  }

  @Override
  public Tensor sub(Tensor a, Tensor b) {
    return elementwise.binary("Sub", of(a), of(b));
  }

  @Override
  public Tensor mul(Tensor a, Tensor b) {
    return elementwise.binary("Mul", of(a), of(b));
  }

  @Override
  public Tensor div(Tensor a, Tensor b) {
    return elementwise.binary("RealDiv", of(a), of(b));
  }

  @Override
  public Tensor maximum(Tensor a, Tensor b) {
    return elementwise.extremum("Greater", of(a), of(b));
  }

  @Override
  public Tensor minimum(Tensor a, Tensor b) {
    return elementwise.extremum("Less", of(a), of(b));
  }

  @Override
  public Tensor equal(Tensor a, Tensor b) {
    return elementwise.comparison("Equal", of(a), of(b));
  }

  @Override
  public Tensor less(Tensor a, Tensor b) {
    return elementwise.comparison("Less", of(a), of(b));
  }

  @Override
  public Tensor greater(Tensor a, Tensor b) {
    return elementwise.comparison("Greater", of(a), of(b));
  }

  @Override
  public Tensor logicalAnd(Tensor a, Tensor b) {
    return elementwise.comparison("LogicalAnd", of(a), of(b));
  }

  @Override
  public Tensor logicalNot(Tensor a) {
    return elementwise.unary("LogicalNot", of(a));
  }

  @Override
  public Tensor where(Tensor condition, Tensor a, Tensor b) {
    return elementwise.where(of(condition), of(a), of(b));
  }

  @Override
  public Tensor sum(Tensor x, boolean keepDims, int... axes) {
    return reductions.reduce("Sum", of(x), keepDims, axes);
  }

  @Override
  public Tensor mean(Tensor x, boolean keepDims, int... axes) {
    return reductions.reduce("Mean", of(x), keepDims, axes);
  }

  @Override
  public Tensor max(Tensor x, boolean keepDims, int... axes) {
    return reductions.reduce("Max", of(x), keepDims, axes);
  }

  @Override
  public Tensor argmax(Tensor x, int axis) {
    return reductions.argmax(of(x), axis);
  }

  @Override
  public Tensor softmax(Tensor x, int axis) {
    return reductions.softmax("Softmax", of(x), axis);
  }

  @Override
  public Tensor logSoftmax(Tensor x, int axis) {
    return reductions.softmax("LogSoftmax", of(x), axis);
  }

  @Override
  public Tensor reshape(Tensor x, Shape shape) {
    return arranger.reshape(of(x), shape);
  }

  @Override
  public Tensor transpose(Tensor x, int... permutation) {
    return movement.transpose(of(x), permutation);
  }

  @Override
  public Tensor broadcastTo(Tensor x, Shape shape) {
    return movement.broadcastTo(of(x), shape);
  }

  @Override
  public Tensor concat(List<Tensor> parts, int axis) {
    return movement.concat(parts.stream().map(TfTensor::of).toList(), axis);
  }

  @Override
  public Tensor slice(Tensor x, int[] begin, int[] size) {
    return movement.slice(of(x), begin, size);
  }

  @Override
  public Tensor pad(Tensor x, int[] before, int[] after, double value) {
    return movement.pad(of(x), before, after, value);
  }

  @Override
  public Tensor roll(Tensor x, int[] shifts, int[] axes) {
    return movement.roll(of(x), shifts, axes);
  }

  @Override
  public Tensor gather(Tensor x, Tensor indices, int axis) {
    return movement.gather(of(x), of(indices), axis);
  }

  @Override
  public Tensor oneHot(Tensor classes, int depth, int axis) {
    return movement.oneHot(of(classes), depth, axis);
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return products.matmul(of(a), of(b));
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    return products.linear(of(x), of(weight), of(bias));
  }

  @Override
  public Tensor conv(Tensor x, Tensor weight, Tensor bias, ConvSpec spec) {
    return convolutions.conv(of(x), of(weight), of(bias), spec);
  }

  @Override
  public Tensor convTranspose(Tensor x, Tensor weight, Tensor bias, ConvSpec spec) {
    return convolutions.convTranspose(of(x), of(weight), of(bias), spec);
  }

  @Override
  public Tensor maxPool(Tensor x, PoolSpec spec) {
    return sampling.maxPool(of(x), spec);
  }

  @Override
  public Tensor avgPool(Tensor x, PoolSpec spec) {
    return sampling.avgPool(of(x), spec);
  }

  @Override
  public Tensor resize(Tensor x, int[] size, Resize mode) {
    return sampling.resize(of(x), size, mode);
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
        of(x), of(scale), of(shift), of(runningMean), of(runningVar), training, momentum, epsilon);
  }

  @Override
  public Tensor instanceNorm(Tensor x, double epsilon) {
    return normalisation.instanceNorm(of(x), epsilon);
  }

  @Override
  public Tensor layerNorm(Tensor x, Tensor scale, Tensor shift, double epsilon) {
    return normalisation.layerNorm(of(x), of(scale), of(shift), epsilon);
  }
}
