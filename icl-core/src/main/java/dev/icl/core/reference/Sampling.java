package dev.icl.core.reference;

import dev.icl.core.ops.NetworkRules;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Pooling and resizing of the reference. */
final class Sampling {
  private Sampling() {}

  static RefTensor maxPool(RefTensor x, PoolSpec spec) {
    return pool(
        "maxPool",
        x,
        spec,
        window -> window.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
  }

  static RefTensor avgPool(RefTensor x, PoolSpec spec) {
    return pool(
        "avgPool",
        x,
        spec,
        window -> window.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
  }

  private static RefTensor pool(
      String op, RefTensor x, PoolSpec spec, ToDoubleFunction<List<Double>> fold) {
    Shape taps = Shape.of(spec.kernel());
    return RefTensor.of(
        x.dtype(),
        NetworkRules.pool(op, x, spec),
        out -> {
          List<Double> window = new ArrayList<>();
          int[] in = out.clone();
          IndexGrid.each(
              taps,
              tap -> {
                boolean inside = true;
                for (int i = 0; i < tap.length; i++) {
                  in[i + 2] = out[i + 2] * spec.stride().get(i) - spec.padding().get(i) + tap[i];
                  inside &= in[i + 2] >= 0 && in[i + 2] < x.shape().dim(i + 2);
                }
                if (inside) {
                  window.add(x.at(in));
                }
              });
          return fold.applyAsDouble(window);
        },
        x);
  }

  /** One spatial axis after the other. */
  static RefTensor resize(RefTensor x, Shape size, Resize mode) {
    RefTensor result = x;
    for (int i = 0; i < size.rank(); i++) {
      result = resizeAxis(result, i + 2, size.dim(i), mode);
    }
    return result;
  }

  private static RefTensor resizeAxis(RefTensor x, int axis, int size, Resize mode) {
    int old = x.shape().dim(axis);
    return RefTensor.of(
        x.dtype(),
        x.shape().with(axis, size),
        index -> {
          double position = position(index[axis], old, size, mode);
          int below = (int) Math.floor(position);
          int above = Math.min(below + 1, old - 1);
          double share = position - below;
          return (1 - share) * x.at(IndexGrid.with(index, axis, below))
              + share * x.at(IndexGrid.with(index, axis, above));
        },
        x);
  }

  /** The position of a grid point of the result on the old grid. */
  private static double position(int i, int old, int size, Resize mode) {
    return switch (mode) {
      case NEAREST -> Math.floorDiv((long) i * old, size);
      case LINEAR -> Math.min(Math.max((i + 0.5) * old / size - 0.5, 0), old - 1);
      case LINEAR_ALIGNED -> size == 1 ? 0 : (double) i * (old - 1) / (size - 1);
    };
  }
}
