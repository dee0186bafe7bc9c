package dev.icl.core.reference;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import java.util.List;

/** Movements of the reference: where the element at each index of the result comes from. */
final class Movement {
  private Movement() {}

  static RefTensor transpose(RefTensor x, int[] permutation) {
    int[] dims = new int[permutation.length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = x.shape().dim(permutation[i]);
    }
    return RefTensor.of(
        x.dtype(),
        Shape.of(dims),
        index -> {
          int[] from = new int[index.length];
          for (int i = 0; i < index.length; i++) {
            from[permutation[i]] = index[i];
          }
          return x.at(from);
        },
        x);
  }

  static RefTensor concat(List<RefTensor> parts, int axis, Shape shape) {
    return RefTensor.of(
        parts.get(0).dtype(),
        shape,
        index -> {
          int position = index[axis];
          int part = 0;
          while (position >= parts.get(part).shape().dim(axis)) {
            position -= parts.get(part++).shape().dim(axis);
          }
          return parts.get(part).at(IndexGrid.with(index, axis, position));
        },
        parts.toArray(RefTensor[]::new));
  }

  static RefTensor slice(RefTensor x, int[] begin, Shape size) {
    return RefTensor.of(
        x.dtype(),
        size,
        index -> {
          int from = 0;
          for (int i = 0; i < index.length; i++) {
            from = from * x.shape().dim(i) + begin[i] + index[i];
          }
          return x.values()[from];
        },
        x);
  }

  static RefTensor pad(RefTensor x, int[] before, Shape shape, double value) {
    return RefTensor.of(
        x.dtype(),
        shape,
        index -> {
          int[] from = index.clone();
          for (int i = 0; i < from.length; i++) {
            from[i] -= before[i];
            if (from[i] < 0 || from[i] >= x.shape().dim(i)) {
              return value;
            }
          }
          return x.at(from);
        },
        x);
  }

  static RefTensor roll(RefTensor x, int[] shifts, int[] axes) {
    return RefTensor.of(
        x.dtype(),
        x.shape(),
        index -> {
          int[] from = index.clone();
          for (int i = 0; i < axes.length; i++) {
            from[axes[i]] = Math.floorMod(from[axes[i]] - shifts[i], x.shape().dim(axes[i]));
          }
          return x.at(from);
        },
        x);
  }

  static RefTensor gather(RefTensor x, RefTensor indices, int axis, Shape shape) {
    return RefTensor.of(
        x.dtype(),
        shape,
        index -> x.at(IndexGrid.with(index, axis, (int) indices.at(index[axis]))),
        x);
  }

  static RefTensor oneHot(RefTensor classes, int axis, Shape shape) {
    return RefTensor.of(
        DType.F32,
        shape,
        index -> {
          int[] from = new int[index.length - 1];
          System.arraycopy(index, 0, from, 0, axis);
          System.arraycopy(index, axis + 1, from, axis, from.length - axis);
          return classes.at(from) == index[axis] ? 1 : 0;
        });
  }
}
