package dev.icl.data.scan;

import dev.icl.core.tensor.Shape;
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
    Shape shape = scan.shape();
    int last = shape.rank() - 1;
    if (last < 1 || axis != 0 && axis != last || scan.order() != AxisOrder.LAST_FASTEST) {
      throw new IllegalArgumentException("axis " + axis + " of " + scan);
    }
    Shape smaller = axis == 0 ? shape.slice(1, last + 1) : shape.slice(0, last);
    Voxels voxels =
        axis == 0 ? scan.voxels() : scan.voxels().withFastestAxisSlowest(shape.dim(last));
    int count = voxels.size() / shape.dim(axis);
    List<Scan> parts = new ArrayList<>();
    for (int place = 0; place < shape.dim(axis); place++) {
      Scan part = Scan.of(smaller, scan.order(), voxels.part(place * count, count));
      parts.add(part.withNotes(scan.notes()));
    }
    return List.copyOf(parts);
  }
}
