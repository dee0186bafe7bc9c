package dev.icl.data.catalog;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.VoxelChecks;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.AxisSplit;
import dev.icl.data.scan.ChannelAxis;
import dev.icl.data.scan.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The channels of an array that has an axis for them: the fourth of NIfTI and NRRD; of HDF5 the
 * first or the last, whichever has as many places as there are channels and leaves the shape of the
 * label map beside it.
 */
final class ChannelAxes {
  /** The way out for scans of a dataset whose file can be read in two ways. */
  static final String BY_SETTING =
      "set data.channel_axis to first or last, or give a file for each channel";

  /** The way out for scans that come without settings. */
  static final String BY_FILES =
      "give a file for each channel, named as CASE_0000, CASE_0001 and so on";

  private ChannelAxes() {}

  /**
   * The channels, each of three axes.
   *
   * @param scan the array
   * @param names of the channels
   * @param label the shape of the label map in the same file
   * @param wanted the axis of HDF5 that counts them
   * @param mend the way out where both axes may count them
   * @param where the scan is from, for the error message
   * @throws UserException if no axis or more than one can be that of the channels
   */
  static List<Scan> split(
      Scan scan,
      List<String> names,
      Optional<Shape> label,
      ChannelAxis wanted,
      String mend,
      Object where) {
    if (names.size() == 1) {
      return List.of(CaseArrays.threeAxes(scan, where));
    }
    Shape shape = scan.shape();
    if (scan.order() == AxisOrder.FIRST_FASTEST) {
      if (shape.rank() != 4 || shape.dim(3) != names.size()) {
        throw refused(shape, names, "whose fourth axis counts them", where);
      }
      return IntStream.range(0, names.size()).mapToObj(scan::frame).toList();
    }
    List<Integer> axes = candidates(shape, names.size(), wanted);
    if (axes.isEmpty()) {
      throw refused(shape, names, "whose " + place(wanted) + " counts them", where);
    }
    List<Integer> fitting = axes.stream().filter(axis -> fits(shape, axis, label)).toList();
    List<Integer> left = fitting.isEmpty() ? axes : fitting;
    if (left.size() > 1) {
      throw new UserException(
          "%s has shape %s, of which the first and the last axis may both count the %d channels %s: %s."
              .formatted(
                  where, VoxelChecks.times(shape), names.size(), String.join(", ", names), mend));
    }
    return AxisSplit.of(scan, left.get(0)).stream()
        .map(channel -> CaseArrays.threeAxes(channel, where))
        .toList();
  }

  private static String place(ChannelAxis wanted) {
    return switch (wanted) {
      case FIRST -> "first axis (data.channel_axis)";
      case LAST -> "last axis (data.channel_axis)";
      case AUTO -> "first or last axis";
    };
  }

  private static UserException refused(Shape shape, List<String> names, String axis, Object where) {
    return new UserException(
        "%s has shape %s, but an image has the %d channels %s: give a file for each, or one %s."
            .formatted(
                where, VoxelChecks.times(shape), names.size(), String.join(", ", names), axis));
  }

  /** An image of two axes or a volume, and the axis of its channels. */
  private static List<Integer> candidates(Shape shape, int channels, ChannelAxis wanted) {
    List<Integer> axes = new ArrayList<>();
    int last = shape.rank() - 1;
    if (last != 2 && last != 3) {
      return axes;
    }
    if (shape.dim(0) == channels && wanted != ChannelAxis.LAST) {
      axes.add(0);
    }
    if (shape.dim(last) == channels && wanted != ChannelAxis.FIRST) {
      axes.add(last);
    }
    return axes;
  }

  private static boolean fits(Shape shape, int axis, Optional<Shape> label) {
    int from = axis == 0 ? 1 : 0;
    Shape rest = shape.slice(from, from + shape.rank() - 1);
    return label.filter(rest::equals).isPresent();
  }
}
