package dev.icl.data.scan;

import dev.icl.core.tensor.Shape;

/**
 * The axis of an array that runs fastest through memory.
 *
 * <p>NIfTI, NRRD and MetaImage files list {@code [columns, rows, slices]} and store the first axis
 * fastest. HDF5 stores the last axis fastest. An array {@code [x, y, z]} stored first axis fastest
 * is, byte for byte, an array {@code [z, y, x]} stored last axis fastest.
 */
public enum AxisOrder {
  /** The first index changes from one element to the next (Fortran order). */
  FIRST_FASTEST,
  /** The last index changes from one element to the next (C order). */
  LAST_FASTEST;

  /**
   * The sizes of the same array where its axes are listed for another order: the list as it is, or
   * from its last axis to its first.
   *
   * @param other the order to list them for
   * @param shape sizes of the axes as listed for this order
   */
  public Shape listedFor(AxisOrder other, Shape shape) {
    return this == other ? shape : shape.reversed();
  }

  /**
   * The number of elements between neighbours along each axis.
   *
   * @param shape sizes of the axes
   */
  int[] strides(int[] shape) {
    int[] strides = new int[shape.length];
    int step = 1;
    for (int n = 0; n < shape.length; n++) {
      int axis = this == FIRST_FASTEST ? n : shape.length - 1 - n;
      strides[axis] = step;
      step *= shape[axis];
    }
    return strides;
  }

  /** Copies a row of an array to another order. */
  @FunctionalInterface
  interface Row {
    /**
     * @param to place of the row's first element in the new array, the others behind it
     * @param from place of the first element in the old array
     * @param step the distance between elements there
     * @param count the number of them
     */
    void copy(int to, int from, int step, int count);
  }

  /**
   * Goes through an array of this order from start to end, one row of its fastest axis after the
   * other, and tells where the elements are in an array of another order.
   *
   * @param from the other order
   * @param shape sizes of the axes, at least one
   */
  void rows(AxisOrder from, int[] shape, Row row) {
    int rank = shape.length;
    int[] theirs = from.strides(shape);
    // From the fastest axis of this order to its slowest.
    int[] axes = new int[rank];
    int count = 1;
    for (int n = 0; n < rank; n++) {
      axes[n] = this == FIRST_FASTEST ? n : rank - 1 - n;
      count *= shape[n];
    }
    int length = shape[axes[0]];
    int[] index = new int[rank];
    int place = 0;
    for (int at = 0; at < count; at += length) {
      row.copy(at, place, theirs[axes[0]], length);
      for (int n = 1; n < rank; n++) {
        int axis = axes[n];
        place += theirs[axis];
        if (++index[axis] < shape[axis]) {
          break;
        }
        place -= theirs[axis] * shape[axis];
        index[axis] = 0;
      }
    }
  }
}
