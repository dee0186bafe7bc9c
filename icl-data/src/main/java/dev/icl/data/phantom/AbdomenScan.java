package dev.icl.data.phantom;

import dev.icl.data.sample.Spacing;
import java.util.List;

/**
 * The acquisition parameters of one patient's volume.
 *
 * @param slices from head to foot
 * @param height rows, from front to back
 * @param width columns
 * @param spacing of the voxels
 * @param noise standard deviation of the Rician noise
 * @param bias logarithm of the coil's sensitivity at the ends of each axis: linear and quadratic
 *     parts of slices, rows and columns; not written to
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record AbdomenScan(
    int slices, int height, int width, Spacing spacing, double noise, double[][] bias) {
  private static final double[] VIEW = {120, 96, 96};
  private static final double AMPLITUDE = 0.25;

  /**
   * A grid of about the given size, never square, over the same field of view whatever the size.
   */
  static AbdomenScan draw(Draw draw, List<Integer> size) {
    int slices = varied(draw, size.get(0), 12);
    int height = varied(draw, size.get(1), 16);
    int width = varied(draw, size.get(2), 16);
    width += width == height ? 1 : 0;
    double[] distance = new double[3];
    double[][] bias = new double[3][];
    for (int axis = 0; axis < 3; axis++) {
      distance[axis] = VIEW[axis] / size.get(axis) * draw.about(1, 0.06);
      bias[axis] = new double[] {draw.about(0, AMPLITUDE), draw.about(0, 0.4 * AMPLITUDE)};
    }
    return new AbdomenScan(
        slices, height, width, Spacing.of(distance), draw.uniform(0.03, 0.06), bias);
  }

  /** Other by up to one part in {@code parts} either way. */
  private static int varied(Draw draw, int size, int parts) {
    return draw.whole(size - size / parts, size + size / parts);
  }

  /** The number of voxels. */
  int voxels() {
    return slices * height * width;
  }

  /**
   * The coil's sensitivity along an axis, one factor per voxel.
   *
   * @param axis 0 for slices
   * @param count voxels along it
   */
  double[] sensitivity(int axis, int count) {
    double[] factors = new double[count];
    for (int i = 0; i < count; i++) {
      double u = (2.0 * i + 1) / count - 1;
      factors[i] = StrictMath.exp(bias[axis][0] * u + bias[axis][1] * u * u);
    }
    return factors;
  }
}
