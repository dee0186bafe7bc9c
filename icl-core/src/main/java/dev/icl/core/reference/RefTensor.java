package dev.icl.core.reference;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * A tensor of the reference: float64 numbers whatever their nominal type, and the names of the
 * variables a gradient of it would reach.
 *
 * @param dtype the type it goes by
 * @param shape of the values
 * @param values in C order, not copied
 * @param sources names of variables
 */
public record RefTensor(DType dtype, Shape shape, double[] values, Set<String> sources)
    implements Tensor {

  /**
   * The tensor whose element at each index is {@code f(index)}.
   *
   * @param dtype element type
   * @param shape sizes of the axes
   * @param f the value at an index of one entry per axis
   * @param operands the tensors that the values were computed from
   */
  public static RefTensor of(
      DType dtype, Shape shape, ToDoubleFunction<int[]> f, RefTensor... operands) {
    double[] values = new double[(int) shape.numel()];
    int[] next = {0};
    IndexGrid.each(shape, index -> values[next[0]++] = f.applyAsDouble(index));
    return of(dtype, shape, values, operands);
  }

  /**
   * The tensor of these values, made from {@code operands}: it has their sources.
   *
   * @param dtype element type
   * @param shape sizes of the axes
   * @param values in C order, as many as the shape has elements; not copied
   * @param operands the tensors that the values were computed from
   */
  public static RefTensor of(DType dtype, Shape shape, double[] values, RefTensor... operands) {
    Set<String> sources = new HashSet<>();
    for (RefTensor operand : operands) {
      if (dtype.isFloating()) {
        sources.addAll(operand.sources);
      }
    }
    return new RefTensor(dtype, shape, values, Set.copyOf(sources));
  }

  /** The values of a tensor on the JVM, without sources. */
  public static RefTensor of(HostTensor host) {
    return of(host.dtype(), host.shape(), host.toDoubles());
  }

  /** The element at an index. */
  public double at(int... index) {
    return values[IndexGrid.flat(index, shape)];
  }

  /** The element that stretches to an index of a larger shape. */
  public double stretched(int[] index) {
    int rank = shape.rank();
    int flat = 0;
    for (int axis = 0; axis < rank; axis++) {
      int size = shape.dim(axis);
      flat = flat * size + (size == 1 ? 0 : index[index.length - rank + axis]);
    }
    return values[flat];
  }

  /** The values, rounded to the type it goes by. */
  public HostTensor toHost() {
    return HostTensor.fill(dtype, shape, i -> values[(int) i]);
  }
}
