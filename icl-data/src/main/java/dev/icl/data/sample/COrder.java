package dev.icl.data.sample;

import dev.icl.core.tensor.Shape;

/** Arithmetic of arrays in C order. */
public final class COrder {
  private COrder() {}

  /**
   * The number of elements of an array.
   *
   * @throws IllegalArgumentException if an array cannot have as many
   */
  public static int count(Shape shape) {
    long elements = shape.numel();
    if (elements > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "shape %s has %d elements, an array at most %d"
              .formatted(shape, elements, Integer.MAX_VALUE));
    }
    return (int) elements;
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
