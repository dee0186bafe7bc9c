package dev.icl.report.viewer;

import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Orientation;
import dev.icl.data.scan.Scan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The arrangement of a scan's voxels on the page: slices, rows and columns. Where the file tells
 * its orientation, slices go from feet to head, rows from front to back and columns from the
 * patient's right to the left, so that all three planes are shown as radiologists do; otherwise the
 * axes are those of the file, the slowest first.
 *
 * @param axes three, slices first
 * @param oriented whether the file tells its orientation
 * @param measured whether it tells its spacing
 */
record ShownGrid(List<Axis> axes, boolean oriented, boolean measured) {
  private static final int LEAST_THINNED = 96;

  /** The letters of the first and the last place along slices, rows and columns. */
  private static final List<String> ENDS = List.of("IS", "AP", "RL");

  /** Whether slices, rows and columns run to the head, to the front and to the right. */
  private static final boolean[] FORWARD = {true, false, false};

  ShownGrid {
    axes = List.copyOf(axes);
  }

  /**
   * An axis of the page.
   *
   * @param file axis of the file's list, from 0
   * @param first place along it that is shown first
   * @param step from one shown place to the next; negative where the page runs backwards
   * @param size number of places shown
   * @param stride distance in memory of neighbours along the axis of the file
   * @param mm distance of neighbours shown; voxels of the file where that is not known
   * @param ends letters of the first and the last place; empty where they are not known
   */
  record Axis(int file, int first, int step, int size, int stride, double mm, String ends) {
    private Axis part(int from, int count) {
      return new Axis(file, first + from * step, step, count, stride, mm, ends);
    }

    private Axis thinned(int every) {
      int shown = (size + every - 1) / every;
      return new Axis(file, first, step * every, shown, stride, mm * every, ends);
    }
  }

  /**
   * The whole grid of a scan.
   *
   * @param scan of three axes
   */
  static ShownGrid of(Scan scan) {
    Optional<Orientation> orientation = scan.affine().map(Affine::orientation);
    double[] spacing = scan.spacing().orElse(new double[] {1, 1, 1});
    Axis[] axes = new Axis[3];
    int[] strides = strides(scan);
    for (int file = 0; file < 3; file++) {
      int shown = scan.order() == AxisOrder.LAST_FASTEST ? file : 2 - file;
      boolean backwards = false;
      if (orientation.isPresent()) {
        int world = orientation.get().worldAxes().get(file);
        shown = 2 - world;
        backwards = orientation.get().forward().get(file) != FORWARD[shown];
      }
      int size = scan.shape().dim(file);
      axes[shown] =
          new Axis(
              file,
              backwards ? size - 1 : 0,
              backwards ? -1 : 1,
              size,
              strides[file],
              spacing[file],
              orientation.isPresent() ? ENDS.get(shown) : "");
    }
    return new ShownGrid(Arrays.asList(axes), orientation.isPresent(), scan.spacing().isPresent());
  }

  private static int[] strides(Scan scan) {
    int[] shape = scan.shape().toArray();
    return scan.order() == AxisOrder.LAST_FASTEST
        ? new int[] {shape[1] * shape[2], shape[2], 1}
        : new int[] {1, shape[0], shape[0] * shape[1]};
  }

  /** The same with the slices of a range alone; all where none of them is in it. */
  ShownGrid with(SliceRange range) {
    Axis slices = axes.get(0);
    int from = Math.min(range.first() - 1, slices.size());
    int to = Math.min(range.last(), slices.size());
    return from >= to
        ? this
        : new ShownGrid(
            List.of(slices.part(from, to - from), axes.get(1), axes.get(2)), oriented, measured);
  }

  /**
   * The same with fewer voxels.
   *
   * @param every number of places along each long axis that one stands for; short axes stay
   */
  ShownGrid thinned(int every) {
    return new ShownGrid(
        axes.stream().map(a -> a.size() < LEAST_THINNED ? a : a.thinned(every)).toList(),
        oriented,
        measured);
  }

  /** The number of voxels shown. */
  int voxels() {
    return axes.get(0).size() * axes.get(1).size() * axes.get(2).size();
  }

  /** Tells every voxel's place in the file's memory, in the order of the page. */
  void forEach(Visitor visitor) {
    Axis slices = axes.get(0);
    Axis rows = axes.get(1);
    Axis columns = axes.get(2);
    int to = 0;
    for (int s = 0; s < slices.size(); s++) {
      int slice = (slices.first() + s * slices.step()) * slices.stride();
      for (int r = 0; r < rows.size(); r++) {
        int from =
            slice
                + (rows.first() + r * rows.step()) * rows.stride()
                + columns.first() * columns.stride();
        for (int c = 0; c < columns.size(); c++, to++, from += columns.step() * columns.stride()) {
          visitor.visit(to, from);
        }
      }
    }
  }

  /** A visitor of voxels. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param to place on the page
     * @param from place in the file's memory
     */
    void visit(int to, int from);
  }
}
