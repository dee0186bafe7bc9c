package dev.icl.app.predict;

import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;

/**
 * The uncertainty of a network about a scan: the mean of the voxels' entropies over the predicted
 * foreground and a margin around it, since an organ's border is where mistakes are, and over a
 * whole scan its size would decide. Where nothing is predicted, it is the mean of the hundredth of
 * the voxels that are the least sure.
 *
 * @param mean 0 to 1
 * @param foreground voxels of predicted classes
 * @param region voxels that the mean is over
 */
public record RegionUncertainty(double mean, long foreground, long region) {
  private static final int BINS = 4096;
  private static final double SHARE = 0.01;

  /**
   * The uncertainty of a segmentation.
   *
   * @param labels class of each voxel, three axes
   * @param entropy of each voxel, 0 to 1, on the same grid
   * @param marginMm the reach of the margin along each axis, in mm; in voxels where the grid's
   *     spacing is not known
   */
  public static RegionUncertainty of(Scan labels, Scan entropy, double marginMm) {
    Scan map = labels.squeezed();
    float[] values = entropy.squeezed().floats(AxisOrder.FIRST_FASTEST);
    byte[] classes = map.inOrder(AxisOrder.FIRST_FASTEST).voxels().toBytes();
    boolean[] region = new boolean[classes.length];
    long foreground = 0;
    for (int i = 0; i < classes.length; i++) {
      region[i] = classes[i] != 0;
      foreground += region[i] ? 1 : 0;
    }
    if (foreground == 0) {
      return leastSure(values);
    }
    int[] shape = map.shape().toArray();
    int stride = 1;
    for (int axis = 0; axis < 3; axis++) {
      int at = axis;
      double voxel = map.spacing().map(mm -> mm[at]).orElse(1.0);
      widen(region, shape[axis], stride, (int) Math.min(shape[axis], Math.rint(marginMm / voxel)));
      stride *= shape[axis];
    }
    double sum = 0;
    long count = 0;
    for (int i = 0; i < region.length; i++) {
      if (region[i]) {
        sum += values[i];
        count++;
      }
    }
    return new RegionUncertainty(sum / count, foreground, count);
  }

  /** Adds the voxels within a distance along an axis. */
  private static void widen(boolean[] region, int size, int stride, int distance) {
    if (distance < 1) {
      return;
    }
    boolean[] line = new boolean[size];
    for (int first = 0; first < region.length; first++) {
      if (first / stride % size != 0) {
        continue;
      }
      for (int i = 0; i < size; i++) {
        line[i] = region[first + i * stride];
      }
      int last = -distance - 1;
      for (int i = 0; i < size; i++) {
        last = line[i] ? i : last;
        region[first + i * stride] |= i - last <= distance;
      }
      last = size + distance;
      for (int i = size - 1; i >= 0; i--) {
        last = line[i] ? i : last;
        region[first + i * stride] |= last - i <= distance;
      }
    }
  }

  private static RegionUncertainty leastSure(float[] values) {
    long[] counts = new long[BINS];
    double[] sums = new double[BINS];
    for (float value : values) {
      int bin = Math.min(BINS - 1, (int) (value * BINS));
      counts[bin]++;
      sums[bin] += value;
    }
    long wanted = Math.max(1, Math.round(values.length * SHARE));
    long left = wanted;
    double sum = 0;
    for (int bin = BINS - 1; bin >= 0 && left > 0; bin--) {
      long taken = Math.min(left, counts[bin]);
      sum += taken == 0 ? 0 : sums[bin] / counts[bin] * taken;
      left -= taken;
    }
    return new RegionUncertainty(sum / wanted, 0, wanted);
  }
}
