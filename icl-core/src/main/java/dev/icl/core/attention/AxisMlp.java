package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * A two-layer perceptron with an exact GELU along one axis, {@code n → hidden → n}, whose
 * parameters do not depend on n. They belong to {@value #GRID} places along the axis and are
 * interpolated linearly to its n pixels (half-pixel centres, as images are resized); the weights of
 * the first layer are multiplied by {@code 32 / n}, so that its sum over the axis stays what it is
 * when the same map comes with more pixels. For {@code n = 32} it is an ordinary perceptron. State:
 * {@code name.fc1} and {@code name.fc2} as of {@link Mlp} with 32 features.
 *
 * @param name state-dict prefix
 * @param hidden width between the layers, at least 1
 */
record AxisMlp(String name, int hidden) {
  /** Places along an axis that have parameters of their own. */
  static final int GRID = 32;

  List<VariableSpec> variables() {
    return new Mlp(name, GRID, hidden).variables();
  }

  /**
   * The perceptron of every line of pixels along an axis.
   *
   * @param scope the running program
   * @param x any shape
   * @param axis of x
   * @return of the same shape
   */
  Tensor apply(Scope scope, Tensor x, int axis) {
    Ops ops = scope.ops();
    int pixels = x.shape().dim(axis);
    Tensor lines = swapped(ops, x, axis);
    Shape shape = lines.shape();
    Shape rows = Shape.of(Math.toIntExact(shape.numel() / pixels), pixels);
    Tensor first = along(scope, ".fc1.weight", hidden, GRID, hidden, pixels);
    if (pixels != GRID) {
      first = ops.mul(first, (double) GRID / pixels);
    }
    Tensor activated =
        ops.gelu(ops.linear(ops.reshape(lines, rows), first, scope.variable(name + ".fc1.bias")));
    Tensor second = along(scope, ".fc2.weight", GRID, hidden, pixels, hidden);
    Tensor shift = ops.reshape(along(scope, ".fc2.bias", 1, GRID, 1, pixels), Shape.of(pixels));
    return swapped(ops, ops.reshape(ops.linear(activated, second, shift), shape), axis);
  }

  /** A parameter {@code [rows, columns]}, interpolated along the axis to another size. */
  private Tensor along(
      Scope scope, String parameter, int rows, int columns, int newRows, int newColumns) {
    Tensor stored = scope.variable(name + parameter);
    if (rows == newRows && columns == newColumns) {
      return stored;
    }
    Tensor image = scope.ops().reshape(stored, Shape.of(1, 1, rows, columns));
    Shape size = Shape.of(newRows, newColumns);
    return scope.ops().reshape(scope.ops().resize(image, size, Resize.LINEAR), size);
  }

  /** The axis and the last one in each other's place. */
  private static Tensor swapped(Ops ops, Tensor x, int axis) {
    int last = x.shape().rank() - 1;
    if (axis == last) {
      return x;
    }
    int[] order = new int[last + 1];
    for (int i = 0; i <= last; i++) {
      order[i] = i;
    }
    order[axis] = last;
    order[last] = axis;
    return ops.transpose(x, order);
  }
}
