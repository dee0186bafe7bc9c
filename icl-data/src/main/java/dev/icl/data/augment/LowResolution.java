package dev.icl.data.augment;

import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.COrder;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Images as if they had been taken on a coarser grid: the nearest voxels of it, then interpolated
 * linearly back to the own grid. Both grids fill the same space. Slices of flat patches stay apart
 * ({@link PatchAxes}).
 *
 * @param least share of the voxels along each axis that is left at least
 */
record LowResolution(double least) implements IntensityAugmentation.Change {
  @Override
  public float[] apply(Shape shape, float[] image, UniformRandomProvider random) {
    return coarsened(shape, image, IntensityChanges.uniform(least, 1, random));
  }

  /**
   * The image on a coarser grid and back.
   *
   * @param shape of the image
   * @param image one channel in C order
   * @param share of the voxels along each axis that is left
   */
  static float[] coarsened(Shape shape, float[] image, double share) {
    int[] coarse = shape.toArray();
    for (int axis : PatchAxes.mixed(shape)) {
      coarse[axis] = (int) Math.max(1, Math.rint(shape.dim(axis) * share));
    }
    Shape now = shape;
    float[] out = image;
    for (int axis = 0; axis < coarse.length; axis++) {
      out = resized(now, out, axis, coarse[axis], false);
      now = now.with(axis, coarse[axis]);
    }
    for (int axis = 0; axis < coarse.length; axis++) {
      out = resized(now, out, axis, shape.dim(axis), true);
      now = now.with(axis, shape.dim(axis));
    }
    return out;
  }

  private static float[] resized(Shape shape, float[] image, int axis, int to, boolean linear) {
    int from = shape.dim(axis);
    if (from == to) {
      return image;
    }
    int inner = COrder.strides(shape)[axis];
    int outer = image.length / (from * inner);
    float[] out = new float[outer * to * inner];
    for (int n = 0; n < to; n++) {
      double place = (n + 0.5) * from / to - 0.5;
      double bounded = Math.min(from - 1.0, Math.max(0, place));
      // halves go up, as in floor((n + 0.5) * from / to)
      int low = (int) Math.floor(linear ? bounded : place + 0.5);
      int high = Math.min(from - 1, low + 1);
      float weight = linear ? (float) (bounded - low) : 0;
      for (int o = 0; o < outer; o++) {
        int a = (o * from + low) * inner;
        int b = (o * from + high) * inner;
        int at = (o * to + n) * inner;
        for (int i = 0; i < inner; i++) {
          out[at + i] = image[a + i] + weight * (image[b + i] - image[a + i]);
        }
      }
    }
    return out;
  }
}
