package dev.icl.data.scan;

/**
 * Which axis of an array runs fastest through memory.
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
   * How many elements lie between neighbours along each axis.
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

  /**
   * For each place of an array in this order, the place of the same element in another order.
   *
   * @param shape sizes of the axes
   * @param from the other order
   */
  int[] placesIn(AxisOrder from, int[] shape) {
    int[] theirs = from.strides(shape);
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    int[] places = new int[count];
    // The fastest axis of the result last, so that the result is filled from start to end.
    int rank = shape.length;
    int[] axes = new int[rank];
    for (int n = 0; n < rank; n++) {
      axes[n] = this == FIRST_FASTEST ? rank - 1 - n : n;
    }
    int[] index = new int[rank];
    int place = 0;
    for (int at = 0; at < count; at++) {
      places[at] = place;
      for (int n = rank - 1; n >= 0; n--) {
        int axis = axes[n];
        place += theirs[axis];
        if (++index[n] < shape[axis]) {
          break;
        }
        place -= theirs[axis] * shape[axis];
        index[n] = 0;
      }
    }
    return places;
  }
}
