package dev.icl.report.viewer;

import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.util.Arrays;
import java.util.List;

/** The planes that show most of what is labelled. */
final class FullestPlanes {
  private FullestPlanes() {}

  /**
   * The place along each axis whose plane has most labelled voxels; the middle where there are
   * none.
   *
   * @param labels the label map
   * @param grid of its scan
   */
  static List<Integer> of(Scan labels, ShownGrid grid) {
    Voxels voxels = labels.voxels();
    int columns = grid.axes().get(2).size();
    int plane = grid.axes().get(1).size() * columns;
    List<int[]> counts = grid.axes().stream().map(axis -> new int[axis.size()]).toList();
    grid.forEach(
        (to, from) -> {
          if (voxels.at(from) != 0) {
            counts.get(0)[to / plane]++;
            counts.get(1)[to % plane / columns]++;
            counts.get(2)[to % columns]++;
          }
        });
    return counts.stream().map(FullestPlanes::place).toList();
  }

  private static int place(int[] counts) {
    int most = Arrays.stream(counts).max().orElse(0);
    if (most == 0) {
      return counts.length / 2;
    }
    int place = 0;
    while (counts[place] < most) {
      place++;
    }
    return place;
  }
}
