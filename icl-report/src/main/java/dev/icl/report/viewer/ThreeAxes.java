package dev.icl.report.viewer;

import dev.icl.core.error.UserException;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.AxisSplit;
import dev.icl.data.scan.OneSlice;
import dev.icl.data.scan.Scan;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Arrays of any file as volumes: an image of two axes is one slice, a fourth axis counts channels.
 */
final class ThreeAxes {
  private ThreeAxes() {}

  /**
   * The volumes of an array.
   *
   * @param scan the array
   * @param where it is from, for error messages
   * @return one, or one for each place of the axis of channels: the last of NIfTI, the shorter one
   *     of the first and the last of HDF5
   * @throws UserException if it has another number of axes
   */
  static List<Scan> of(Scan scan, Object where) {
    if (scan.rank() == 2) {
      return List.of(oneSlice(scan));
    }
    Scan squeezed = scan.squeezed();
    if (squeezed.rank() == 3) {
      return List.of(squeezed);
    }
    if (squeezed.rank() == 4 && squeezed.order() == AxisOrder.FIRST_FASTEST) {
      return IntStream.range(0, squeezed.shape().dim(3)).mapToObj(squeezed::frame).toList();
    }
    if (squeezed.rank() == 4) {
      int last = squeezed.shape().dim(3) < squeezed.shape().dim(0) ? 3 : 0;
      return AxisSplit.of(squeezed, last);
    }
    throw new UserException(
        "%s has the shape %s, which is no slice, volume or volume of several channels: give every channel a file."
            .formatted(where, scan.shape()));
  }

  private static Scan oneSlice(Scan scan) {
    Scan slice = OneSlice.of(scan);
    boolean first = scan.order() == AxisOrder.FIRST_FASTEST;
    return scan.spacing()
        .map(mm -> first ? slice.withSpacing(mm[0], mm[1], 1) : slice.withSpacing(1, mm[0], mm[1]))
        .orElse(slice);
  }
}
