package dev.icl.data.sample;

import dev.icl.core.tensor.Shape;

/** Arithmetic of arrays in C order. */
public final class COrder {
  private COrder() {}

  /**
   * The number of elements of an array.
   *
   * @throws ArithmeticException if an array cannot have as many
   */
  public static int count(Shape shape) {
    return Math.toIntExact(shape.numel());
  }

  /** The distance between neighbours along each axis, slowest first. */
  public static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int step = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= shape.dim(axis);
    }
    return strides;
  }
}
