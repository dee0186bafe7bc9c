package dev.icl.data.catalog;

import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.Spacing;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.SliceAxis;

/**
 * Brings the slices of a three-dimensional array to the front: from the file's memory to {@code
 * [slices, rows, columns]} in C order. Rows and columns are the two other axes, the slower one in
 * the file's memory first.
 */
final class Slicing {
  private static final int AXES = 3;

  private final int[] sizes;
  private final int front;

  /**
   * @param sizes of the axes as they lie in memory, the slowest first
   * @param front the axis that comes to the front
   */
  private Slicing(int[] sizes, int front) {
    this.sizes = sizes;
    this.front = front;
  }

  /**
   * @param scan of three axes
   * @param axis of the file's list of axes
   * @throws IllegalArgumentException if the scan has another number of axes
   */
  static Slicing of(Scan scan, SliceAxis axis) {
    if (scan.rank() != AXES) {
      throw new IllegalArgumentException(scan + " does not have three axes");
    }
    int listed =
        switch (axis) {
          case FIRST -> 0;
          case SECOND -> 1;
          case THIRD -> 2;
          case AUTO -> throw new IllegalArgumentException("the axis of slices is open");
        };
    int[] sizes = scan.order().listedFor(AxisOrder.LAST_FASTEST, scan.shape()).toArray();
    return new Slicing(sizes, scan.order() == AxisOrder.LAST_FASTEST ? listed : 2 - listed);
  }

  /** Slices, rows and columns. */
  Shape shape() {
    return Shape.of(sizes[front], sizes[second()], sizes[third()]);
  }

  /** From distances along the file's list of axes to those between slices, rows and columns. */
  Spacing spacing(double[] listed, AxisOrder order) {
    double[] s =
        order == AxisOrder.LAST_FASTEST ? listed : new double[] {listed[2], listed[1], listed[0]};
    return Spacing.of(s[front], s[second()], s[third()]);
  }

  private int second() {
    return front == 0 ? 1 : 0;
  }

  private int third() {
    return front == 2 ? 1 : 2;
  }

  private int stride(int axis) {
    return axis == 2 ? 1 : axis == 1 ? sizes[2] : sizes[1] * sizes[2];
  }

  float[] moved(float[] values) {
    if (front == 0) {
      return values;
    }
    float[] out = new float[values.length];
    each((to, from) -> out[to] = values[from]);
    return out;
  }

  byte[] moved(byte[] values) {
    if (front == 0) {
      return values;
    }
    byte[] out = new byte[values.length];
    each((to, from) -> out[to] = values[from]);
    return out;
  }

  /** The reverse of {@link #moved(byte[])}. */
  byte[] back(byte[] values) {
    if (front == 0) {
      return values;
    }
    byte[] out = new byte[values.length];
    each((to, from) -> out[from] = values[to]);
    return out;
  }

  /** The reverse of {@link #moved(float[])}. */
  float[] back(float[] values) {
    if (front == 0) {
      return values;
    }
    float[] out = new float[values.length];
    each((to, from) -> out[from] = values[to]);
    return out;
  }

  private interface Move {
    void move(int to, int from);
  }

  private void each(Move move) {
    int[] shape = shape().toArray();
    int to = 0;
    for (int s = 0; s < shape[0]; s++) {
      for (int r = 0; r < shape[1]; r++) {
        int from = s * stride(front) + r * stride(second());
        for (int c = 0; c < shape[2]; c++, to++, from += stride(third())) {
          move.move(to, from);
        }
      }
    }
  }
}
