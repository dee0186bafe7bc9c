package dev.icl.core.cost;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** A tensor without numbers that remembers what differentiating it would cost. */
final class CostTensor implements Tensor {
  private final DType dtype;
  private final Shape shape;
  private final String name;
  private final boolean differentiable;
  private final long backwardFlops;
  private final List<CostTensor> sources;

  private CostTensor(
      DType dtype,
      Shape shape,
      String name,
      boolean differentiable,
      long backwardFlops,
      List<CostTensor> sources) {
    this.dtype = dtype;
    this.shape = shape;
    this.name = name;
    this.differentiable = differentiable;
    this.backwardFlops = backwardFlops;
    this.sources = sources;
  }

  static CostTensor constant(String name, DType dtype, Shape shape) {
    return new CostTensor(dtype, shape, name, false, 0, List.of());
  }

  static CostTensor parameter(String name, DType dtype, Shape shape) {
    return new CostTensor(dtype, shape, name, true, 0, List.of());
  }

  /** The result of an operation; only the operands that gradients flow into are kept. */
  static CostTensor result(
      String op, DType dtype, Shape shape, long backwardFlops, CostTensor... operands) {
    List<CostTensor> sources =
        dtype.isFloating()
            ? Arrays.stream(operands).filter(CostTensor::differentiable).toList()
            : List.of();
    return new CostTensor(dtype, shape, op, !sources.isEmpty(), backwardFlops, sources);
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  /** The operation that made it, or the variable it is. */
  String name() {
    return name;
  }

  boolean differentiable() {
    return differentiable;
  }

  /** FLOPs that carry this tensor's gradient to its sources. */
  long backwardFlops() {
    return backwardFlops;
  }

  List<CostTensor> sources() {
    return sources;
  }

  boolean isParameter() {
    return differentiable && sources.isEmpty();
  }
}
