package dev.icl.core.ops;

import static dev.icl.core.ops.Operands.refusal;
import static dev.icl.core.ops.Operands.requireLength;
import static dev.icl.core.ops.Operands.requireSame;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The operand checks and result shapes of those operations of {@link Ops} that move elements
 * without computing. They take every type. See {@link ShapeRules}.
 */
public final class MovementRules {
  private MovementRules() {}

  /** {@link Ops#reshape}: as many elements as before. */
  public static Shape reshape(Tensor x, Shape shape) {
    if (x.shape().numel() != shape.numel()) {
      throw refusal(
          "reshape",
          "input "
              + x.shape()
              + " has "
              + x.shape().numel()
              + " elements, "
              + shape
              + " has "
              + shape.numel());
    }
    return shape;
  }

  /** The axes of {@link Ops#transpose} counted from the first. */
  public static int[] permutation(Tensor x, int... permutation) {
    Shape shape = x.shape();
    requireLength("transpose", "permutation", permutation, shape, shape.rank());
    boolean[] seen = new boolean[shape.rank()];
    int[] positive = new int[permutation.length];
    for (int i = 0; i < permutation.length; i++) {
      positive[i] = ShapeRules.axis("transpose", shape, permutation[i]);
      if (seen[positive[i]]) {
        throw refusal(
            "transpose", "permutation " + Arrays.toString(permutation) + " names one axis twice");
      }
      seen[positive[i]] = true;
    }
    return positive;
  }

  /** {@link Ops#transpose}: the axes in another order. */
  public static Shape transpose(Tensor x, int... permutation) {
    int[] dims = permutation(x, permutation);
    for (int i = 0; i < dims.length; i++) {
      dims[i] = x.shape().dim(dims[i]);
    }
    return Shape.of(dims);
  }

  /** {@link Ops#broadcastTo}: a shape the input stretches to. */
  public static Shape broadcastTo(Tensor x, Shape shape) {
    if (!ShapeRules.stretches(x.shape(), shape)) {
      throw refusal("broadcastTo", "input " + x.shape() + " does not broadcast to " + shape);
    }
    return shape;
  }

  /** {@link Ops#concat}: at least one part, alike in all but the axis. */
  public static Shape concat(List<Tensor> parts, int axis) {
    if (parts.isEmpty()) {
      throw refusal("concat", "wants at least one tensor, got none");
    }
    Tensor first = parts.get(0);
    int along = ShapeRules.axis("concat", first.shape(), axis);
    int size = 0;
    for (Tensor part : parts) {
      requireSame("concat", first, part);
      if (part.shape().rank() != first.shape().rank()
          || !part.shape().with(along, 0).equals(first.shape().with(along, 0))) {
        throw refusal(
            "concat",
            "shapes "
                + first.shape()
                + " and "
                + part.shape()
                + " differ in more than axis "
                + along);
      }
      size = Math.addExact(size, part.shape().dim(along));
    }
    return first.shape().with(along, size);
  }

  /**
   * {@link Ops#slice}: a box of at least one element inside the input.
   *
   * @param x input of any rank
   * @param begin first index along each axis
   * @param size number of elements along each axis, at least 1
   */
  public static Shape slice(Tensor x, int[] begin, Shape size) {
    Shape shape = x.shape();
    requireLength("slice", "begin", begin, shape, shape.rank());
    requireLength("slice", "size", size, shape, shape.rank());
    for (int i = 0; i < begin.length; i++) {
      if (begin[i] < 0 || size.dim(i) < 1 || begin[i] > shape.dim(i) - size.dim(i)) {
        throw refusal(
            "slice",
            "begin "
                + Arrays.toString(begin)
                + " and size "
                + size
                + " reach outside input "
                + shape
                + " or are empty along axis "
                + i);
      }
    }
    return size;
  }

  /**
   * {@link Ops#pad}: a border that is nowhere negative.
   *
   * @param x input of any rank
   * @param before elements added in front of each axis, at least 0
   * @param after elements added behind each axis, at least 0
   */
  public static Shape pad(Tensor x, int[] before, int[] after) {
    Shape shape = x.shape();
    requireLength("pad", "before", before, shape, shape.rank());
    requireLength("pad", "after", after, shape, shape.rank());
    int[] dims = shape.toArray();
    for (int i = 0; i < dims.length; i++) {
      if (before[i] < 0 || after[i] < 0) {
        throw refusal(
            "pad",
            "before "
                + Arrays.toString(before)
                + " and after "
                + Arrays.toString(after)
                + " must be at least 0");
      }
      dims[i] = Math.addExact(dims[i], Math.addExact(before[i], after[i]));
    }
    return Shape.of(dims);
  }

  /**
   * {@link Ops#roll}: one shift per axis, no axis twice; the shape stays.
   *
   * @param x input of any rank
   * @param shifts number of places each axis is shifted by
   * @param axes −rank to rank − 1, as many as shifts
   */
  public static Shape roll(Tensor x, int[] shifts, int[] axes) {
    if (shifts.length != axes.length || axes.length == 0) {
      throw refusal(
          "roll",
          "wants one shift for each axis, got shifts "
              + Arrays.toString(shifts)
              + " and axes "
              + Arrays.toString(axes));
    }
    ShapeRules.axes("roll", x.shape(), axes);
    return x.shape();
  }

  /**
   * {@link Ops#gather}: rank-1 {@link DType#I64} indices; the axis takes their number.
   *
   * @param x input of any rank
   * @param indices int64 positions along the axis, {@code [M]}
   * @param axis −rank to rank − 1
   */
  public static Shape gather(Tensor x, Tensor indices, int axis) {
    int along = ShapeRules.axis("gather", x.shape(), axis);
    Operands.requireDType("gather", "indices", indices, DType.I64);
    if (indices.shape().rank() != 1) {
      throw refusal("gather", "indices must have rank 1, got " + indices.shape());
    }
    return x.shape().with(along, indices.shape().dim(0));
  }

  /** The position of the new axis of {@link Ops#oneHot}, counted from the first. */
  public static int oneHotAxis(Tensor classes, int axis) {
    int rank = classes.shape().rank() + 1;
    int index = axis < 0 ? axis + rank : axis;
    if (index < 0 || index >= rank) {
      throw refusal(
          "oneHot", "there is no place " + axis + " for a new axis in input " + classes.shape());
    }
    return index;
  }

  /**
   * {@link Ops#oneHot}: {@link DType#I64} classes with a new axis of the depth.
   *
   * @param classes int64 class indices
   * @param depth size of the new axis, at least 1
   * @param axis position of the new axis, −rank − 1 to rank
   */
  public static Shape oneHot(Tensor classes, int depth, int axis) {
    Operands.requireDType("oneHot", "classes", classes, DType.I64);
    if (depth < 1) {
      throw refusal("oneHot", "depth must be at least 1, got " + depth);
    }
    int at = oneHotAxis(classes, axis);
    int[] old = classes.shape().toArray();
    int[] dims = Arrays.copyOf(old, old.length + 1);
    System.arraycopy(old, at, dims, at + 1, old.length - at);
    dims[at] = depth;
    return Shape.of(dims);
  }
}
