package dev.icl.export.program;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** An operation of a recorded program with its operands, an input of it, or a constant. */
public final class Step {
  static final Call INPUT = Call.of("input");
  static final Call CONSTANT = Call.of("constant");

  private final Call call;
  private final List<Step> operands;
  private final DType dtype;
  private final List<Shape> shapes;
  private final Optional<HostTensor> value;
  private final List<Extent> sizes;

  /**
   * @param call the operation
   * @param operands in their order
   * @param dtype element type of the result
   * @param shapes of the result in every recording; of a constant a single one
   * @param value of a constant
   * @param sizes of the result, for an operation that is told them
   */
  Step(
      Call call,
      List<Step> operands,
      DType dtype,
      List<Shape> shapes,
      Optional<HostTensor> value,
      List<Extent> sizes) {
    this.call = call;
    this.operands = List.copyOf(operands);
    this.dtype = dtype;
    this.shapes = List.copyOf(shapes);
    this.value = value;
    this.sizes = List.copyOf(sizes);
  }

  static Step constant(HostTensor value) {
    return new Step(
        CONSTANT, List.of(), value.dtype(), List.of(value.shape()), Optional.of(value), List.of());
  }

  /** The same operation on other operands. */
  Step with(List<Step> others, List<Extent> extents) {
    return new Step(call, others, dtype, shapes, value, extents);
  }

  /** The operation and its numbers. */
  public Call call() {
    return call;
  }

  /** The tensors that the operation is given. */
  public List<Step> operands() {
    return operands;
  }

  /** An operand. */
  public Step operand(int index) {
    return operands.get(index);
  }

  /** The element type of the result. */
  public DType dtype() {
    return dtype;
  }

  /** The number of axes of the result. */
  public int rank() {
    return shapes.get(0).rank();
  }

  /** The size of an axis of the result in the first recording, where the inputs are as given. */
  public int size(int axis) {
    return shapes.get(0).dim(axis);
  }

  List<Shape> shapes() {
    return shapes;
  }

  /** The values of a constant. */
  public Optional<HostTensor> value() {
    return value;
  }

  /**
   * The sizes of the result, where the operation is told them: reshape, broadcastTo, slice and
   * resize.
   */
  public List<Extent> sizes() {
    return sizes;
  }

  /** The sizes of a reshape's result; a single one that is open is −1, for what remains. */
  public List<Extent> reshaped() {
    boolean one = sizes.stream().filter(size -> !size.isFixed()).count() == 1;
    return one
        ? sizes.stream().map(size -> size.isFixed() ? size : Extent.fixed(-1)).toList()
        : sizes;
  }

  /**
   * The sizes that broadcastTo stretches its operand to.
   *
   * @param same what stands for the size of an axis that stays as it is
   */
  public List<Extent> stretched(int same) {
    Step operand = operand(0);
    int more = rank() - operand.rank();
    List<Extent> stretched = new ArrayList<>(sizes);
    for (int axis = more; axis < rank(); axis++) {
      if (isAsLong(axis, operand, axis - more)) {
        stretched.set(axis, Extent.fixed(same));
      }
    }
    return stretched;
  }

  /** The size of an axis in every recording. */
  List<Integer> along(int axis) {
    return shapes.stream().map(shape -> shape.dim(axis)).toList();
  }

  /** Whether an axis has one size for all inputs. */
  public boolean isFixed(int axis) {
    return along(axis).stream().distinct().count() == 1;
  }

  /**
   * Whether an axis has the size of another one for all inputs.
   *
   * @param axis of this
   * @param other the other tensor
   * @param otherAxis of the other tensor
   */
  public boolean isAsLong(int axis, Step other, int otherAxis) {
    List<Integer> here = along(axis);
    List<Integer> there = other.along(otherAxis);
    int count = Math.max(here.size(), there.size());
    // constants have a single shape
    return IntStream.range(0, count)
        .allMatch(
            i ->
                here.get(Math.min(i, here.size() - 1))
                    .equals(there.get(Math.min(i, there.size() - 1))));
  }
}
