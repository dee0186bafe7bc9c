package dev.icl.app.proposal;

import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.SliceAxis;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from the axes of a file to those of a training sample: slices first, then rows and
 * columns, the slower one in the file's memory first.
 *
 * @param slices the axis of the file along which slices are cut, from 0
 * @param order of the file
 */
record SampleAxes(int slices, AxisOrder order) {
  private static final List<SliceAxis> LISTED =
      List.of(SliceAxis.FIRST, SliceAxis.SECOND, SliceAxis.THIRD);

  /**
   * The axes where slices are cut along some axis.
   *
   * @param axis never {@link SliceAxis#AUTO}
   * @param order of the file
   */
  static SampleAxes along(SliceAxis axis, AxisOrder order) {
    return new SampleAxes(LISTED.indexOf(axis), order);
  }

  /** The setting that cuts slices along this axis. */
  SliceAxis setting() {
    return LISTED.get(slices);
  }

  /** Values of the file's axes as those of slices, rows and columns. */
  <T> List<T> of(List<T> listed) {
    List<T> axes = new ArrayList<>(List.of(listed.get(slices)));
    for (int i = 0; i < 3; i++) {
      int axis = order == AxisOrder.LAST_FASTEST ? i : 2 - i;
      if (axis != slices) {
        axes.add(listed.get(axis));
      }
    }
    return List.copyOf(axes);
  }
}
