package dev.icl.core.reference;

import dev.icl.core.tensor.Shape;
import java.util.function.Consumer;

/** Walks over the indices of an N-dimensional shape in C order. */
final class IndexGrid {
  private IndexGrid() {}

  /** Visits every index; the array is reused from visit to visit. */
  static void each(Shape shape, Consumer<int[]> visit) {
    long count = shape.numel();
    int[] sizes = shape.toArray();
    int[] index = new int[sizes.length];
    for (long i = 0; i < count; i++) {
      visit.accept(index);
      for (int axis = index.length - 1; axis >= 0; axis--) {
        if (++index[axis] < sizes[axis]) {
          break;
        }
        index[axis] = 0;
      }
    }
  }

  /** The position of an index in C order. */
  static int flat(int[] index, Shape shape) {
    int flat = 0;
    for (int axis = 0; axis < index.length; axis++) {
      flat = flat * shape.dim(axis) + index[axis];
    }
    return flat;
  }

  /** A copy of an index with another position along one axis. */
  static int[] with(int[] index, int axis, int position) {
    int[] copy = index.clone();
    copy[axis] = position;
    return copy;
  }
}
