package dev.icl.data.sample;

import java.util.Arrays;

/** Arithmetic of arrays in C order. */
public final class COrder {
  private COrder() {}

  /**
   * The number of elements of an array.
   *
   * @param sizes of its axes
   * @throws ArithmeticException if an array cannot have as many
   */
  public static int count(int... sizes) {
    return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
  }

  /**
   * The distance between neighbours along each axis.
   *
   * @param sizes of the axes, slowest first
   */
  public static int[] strides(int[] sizes) {
    int[] strides = new int[sizes.length];
    int step = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= sizes[axis];
    }
    return strides;
  }
}
