package dev.icl.data.volume;

import dev.icl.data.sample.LabelBytes;
import java.util.stream.IntStream;

/** The number of voxels of each class in each plane across the first axis of a label map. */
final class PlaneCounts {
  private final int[] all;
  private final int[][] ofPlanes;
  private final int[] columns;

  /**
   * @param label class of each voxel as an unsigned byte in C order; empty for no label map
   * @param planes the size of the first axis
   */
  PlaneCounts(byte[] label, int planes) {
    all = LabelBytes.counts(label);
    int[] present = IntStream.range(0, all.length).filter(c -> all[c] > 0).toArray();
    columns = new int[all.length];
    for (int i = 0; i < present.length; i++) {
      columns[present[i]] = i;
    }
    ofPlanes = new int[label.length == 0 ? 0 : planes][present.length];
    int plane = label.length / planes;
    for (int at = 0; at < label.length; at++) {
      ofPlanes[at / plane][columns[label[at] & 0xff]]++;
    }
  }

  /** A copy of the number of voxels of each class. */
  int[] all() {
    return all.clone();
  }

  /**
   * The number of voxels of a class in a plane.
   *
   * @param wanted a class that has voxels
   * @param plane index along the first axis
   */
  int of(int wanted, int plane) {
    return ofPlanes[plane][columns[wanted]];
  }
}
