package dev.icl.data.augment;

import dev.icl.core.tensor.Shape;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random numbers that change smoothly over a patch: a cubic B-spline through a coarse grid of
 * control points, each drawn uniformly.
 */
final class SmoothField {
  private SmoothField() {}

  /**
   * One number per voxel, in C order.
   *
   * @param patch shape of the patch
   * @param intervals of the control grid along each axis
   * @param amplitude the largest that a number can be, and minus the least
   */
  static float[] draw(Shape patch, int intervals, double amplitude, UniformRandomProvider random) {
    int points = intervals + 3;
    int count = 1;
    for (int axis = 0; axis < patch.rank(); axis++) {
      count *= points;
    }
    float[] values = new float[count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (amplitude * (2 * random.nextDouble() - 1));
    }
    int outer = 1;
    int inner = values.length / points;
    for (int size : patch.toArray()) {
      values = expanded(values, outer, points, inner, size, intervals);
      outer *= size;
      inner = Math.max(1, inner / points);
    }
    return values;
  }

  /** Along one axis from control points to voxels. */
  private static float[] expanded(
      float[] control, int outer, int points, int inner, int size, int intervals) {
    float[] out = new float[outer * size * inner];
    for (int n = 0; n < size; n++) {
      double position = size == 1 ? 0 : (double) n / (size - 1) * intervals;
      int knot = Math.min(intervals - 1, (int) position);
      double t = position - knot;
      float a = (float) ((1 - t) * (1 - t) * (1 - t) / 6);
      float b = (float) ((3 * t * t * t - 6 * t * t + 4) / 6);
      float c = (float) ((-3 * t * t * t + 3 * t * t + 3 * t + 1) / 6);
      float d = (float) (t * t * t / 6);
      for (int o = 0; o < outer; o++) {
        int from = (o * points + knot) * inner;
        int to = (o * size + n) * inner;
        for (int i = 0; i < inner; i++) {
          out[to + i] =
              a * control[from + i]
                  + b * control[from + inner + i]
                  + c * control[from + 2 * inner + i]
                  + d * control[from + 3 * inner + i];
        }
      }
    }
    return out;
  }
}
