package dev.icl.core.reference;

import dev.icl.core.ops.ReduceOp;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Reductions of the reference: values that meet in one result element are gathered, then folded.
 */
final class Reductions {
  private Reductions() {}

  static RefTensor reduce(ReduceOp op, RefTensor x, boolean keepDims, int... axes) {
    return reduce(
        x,
        keepDims,
        axes,
        switch (op) {
          case SUM -> values -> sum(values, v -> v);
          case MEAN -> Reductions::mean;
          case MAX -> Reductions::max;
        });
  }

  static RefTensor reduce(
      RefTensor x, boolean keepDims, int[] axes, ToDoubleFunction<double[]> fold) {
    Shape kept = x.shape();
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    double[] values = groups(x, kept).stream().mapToDouble(fold).toArray();
    return RefTensor.of(x.dtype(), keepDims ? kept : without(x.shape(), axes), values, x);
  }

  /** For each element of a shape with size 1 along reduced axes, the values of x above it. */
  static List<double[]> groups(RefTensor x, Shape kept) {
    double[] values = x.values();
    int[] group = new int[values.length];
    int[] sizes = new int[(int) kept.numel()];
    int[] next = {0};
    IndexGrid.each(
        x.shape(),
        index -> {
          int target = 0;
          for (int axis = 0; axis < index.length; axis++) {
            int along = kept.dim(axis);
            target = target * along + (along == 1 ? 0 : index[axis]);
          }
          group[next[0]++] = target;
          sizes[target]++;
        });
    List<double[]> groups = Arrays.stream(sizes).mapToObj(double[]::new).toList();
    Arrays.fill(sizes, 0);
    for (int i = 0; i < values.length; i++) {
      groups.get(group[i])[sizes[group[i]]++] = values[i];
    }
    return groups;
  }

  static RefTensor argmax(RefTensor x, int axis) {
    RefTensor found =
        reduce(
            x,
            false,
            new int[] {axis},
            values -> {
              int best = 0;
              for (int i = 1; i < values.length; i++) {
                best = values[i] > values[best] ? i : best;
              }
              return best;
            });
    return RefTensor.of(DType.I64, found.shape(), found.values());
  }

  static RefTensor logSoftmax(RefTensor x, int axis) {
    RefTensor logSum =
        reduce(
            x,
            true,
            new int[] {axis},
            values -> {
              double largest = max(values);
              return largest + Math.log(sum(values, v -> Math.exp(v - largest)));
            });
    return RefTensor.of(x.dtype(), x.shape(), index -> x.at(index) - logSum.stretched(index), x);
  }

  static double mean(double[] values) {
    return sum(values, v -> v) / values.length;
  }

  /** The mean squared distance from the mean. */
  static double variance(double[] values) {
    double mean = mean(values);
    return sum(values, v -> (v - mean) * (v - mean)) / values.length;
  }

  /**
   * The sum of {@code f} of every value, with Kahan's compensation; a sum that is infinite or not a
   * number is the plain one. A stream over the two to four values of a pixel's classes would cost
   * more than the sum.
   */
  private static double sum(double[] values, DoubleUnaryOperator f) {
    double plain = 0;
    double sum = 0;
    double lost = 0;
    for (double value : values) {
      double term = f.applyAsDouble(value);
      plain += term;
      double corrected = term - lost;
      double next = sum + corrected;
      lost = next - sum - corrected;
      sum = next;
    }
    return Double.isFinite(plain) ? sum : plain;
  }

  private static double max(double[] values) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  private static Shape without(Shape shape, int[] axes) {
    List<Integer> gone = Arrays.stream(axes).boxed().toList();
    int[] dims = shape.toArray();
    return Shape.of(
        IntStream.range(0, dims.length)
            .filter(axis -> !gone.contains(axis))
            .map(axis -> dims[axis])
            .toArray());
  }
}
