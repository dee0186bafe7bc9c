package dev.icl.data.scan;

import java.util.ArrayList;
import java.util.List;

/** The arrays of which an array with an axis for channels is made. */
public final class AxisSplit {
  private AxisSplit() {}

  /**
   * The arrays at the places of the first or the last axis, each of one axis fewer, in its order;
   * nothing is known of their grid.
   *
   * @param scan of at least two axes, the last of which runs fastest
   * @param axis the first or the last
   * @throws IllegalArgumentException if it is another axis or another order
   */
  public static List<Scan> of(Scan scan, int axis) {
    int[] shape = scan.shape().toArray();
    int last = shape.length - 1;
    if (last < 1 || axis != 0 && axis != last || scan.order() != AxisOrder.LAST_FASTEST) {
      throw new IllegalArgumentException("axis " + axis + " of " + scan);
    }
    int[] smaller = new int[last];
    System.arraycopy(shape, axis == 0 ? 1 : 0, smaller, 0, last);
    Voxels voxels = axis == 0 ? scan.voxels() : scan.voxels().withFastestAxisSlowest(shape[last]);
    int count = voxels.size() / shape[axis];
    List<Scan> parts = new ArrayList<>();
    for (int place = 0; place < shape[axis]; place++) {
      Scan part = Scan.of(smaller, scan.order(), voxels.part(place * count, count));
      parts.add(part.withNotes(scan.notes()));
    }
    return List.copyOf(parts);
  }
}
