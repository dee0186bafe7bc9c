package dev.icl.data.components;

import java.util.Arrays;

/**
 * Keeps the largest connected component of each class and makes the rest background. Voxels are
 * connected that share a face, an edge or a corner (26 neighbours, 8 in a single slice). Of equally
 * large components the one that comes first stays.
 *
 * <p>Exact: rows are taken as runs, runs that touch are joined (union-find). Takes memory for the
 * runs, not for the voxels.
 */
public final class LargestComponents {
  private static final int RUN = 2;

  private final byte[] labels;
  private final int slices;
  private final int height;
  private final int width;
  private int[] runs = new int[RUN * 256];
  private int[] parents = new int[256];
  private int count;

  private LargestComponents(byte[] labels, int slices, int height, int width) {
    this.labels = labels;
    this.slices = slices;
    this.height = height;
    this.width = width;
  }

  /**
   * A cleaned copy of a label map.
   *
   * @param labels class of each voxel as an unsigned byte, {@code [slices, height, width]} in C
   *     order
   * @param slices size of the first axis; 1 for an image
   * @param height size of the second axis
   * @param width size of the third axis
   * @param classes the number of classes, the background included
   * @throws IllegalArgumentException if the map is not of that size
   */
  public static byte[] of(byte[] labels, int slices, int height, int width, int classes) {
    if (labels.length != (long) slices * height * width) {
      throw new IllegalArgumentException(
          labels.length + " labels for " + slices + "x" + height + "x" + width);
    }
    byte[] out = new byte[labels.length];
    LargestComponents components = new LargestComponents(labels, slices, height, width);
    for (int c = 1; c < classes; c++) {
      components.copyLargest((byte) c, out);
    }
    return out;
  }

  private void copyLargest(byte wanted, byte[] out) {
    count = 0;
    int[] rows = join(wanted);
    long[] sizes = new long[count];
    for (int run = 0; run < count; run++) {
      sizes[root(run)] += end(run) - start(run);
    }
    int largest = -1;
    for (int run = 0; run < count; run++) {
      largest = largest < 0 || sizes[run] > sizes[largest] ? run : largest;
    }
    for (int row = 0; row < slices * height; row++) {
      for (int run = rows[row]; run < rows[row + 1]; run++) {
        if (root(run) == largest) {
          Arrays.fill(out, row * width + start(run), row * width + end(run), wanted);
        }
      }
    }
  }

  /** Finds the runs and joins those that touch; returns the first run of every row. */
  private int[] join(byte wanted) {
    int[] rows = new int[slices * height + 1];
    for (int slice = 0; slice < slices; slice++) {
      for (int y = 0; y < height; y++) {
        int row = slice * height + y;
        rows[row] = count;
        addRuns(wanted, row);
        rows[row + 1] = count;
        if (y > 0) {
          touch(rows, row, row - 1);
        }
        for (int other = Math.max(0, y - 1);
            slice > 0 && other < Math.min(height, y + 2);
            other++) {
          touch(rows, row, (slice - 1) * height + other);
        }
      }
    }
    return rows;
  }

  private void addRuns(byte wanted, int row) {
    int from = row * width;
    for (int x = 0; x < width; x++) {
      if (labels[from + x] != wanted) {
        continue;
      }
      int start = x;
      while (x < width && labels[from + x] == wanted) {
        x++;
      }
      if (count == parents.length) {
        parents = Arrays.copyOf(parents, 2 * count);
        runs = Arrays.copyOf(runs, RUN * 2 * count);
      }
      runs[RUN * count] = start;
      runs[RUN * count + 1] = x;
      parents[count] = count;
      count++;
    }
  }

  /** Joins the runs of two rows that overlap or meet at a corner. */
  private void touch(int[] rows, int row, int other) {
    int b = rows[other];
    for (int a = rows[row]; a < rows[row + 1]; a++) {
      while (b < rows[other + 1] && end(b) < start(a)) {
        b++;
      }
      for (int i = b; i < rows[other + 1] && start(i) <= end(a); i++) {
        union(a, i);
      }
    }
  }

  private int start(int run) {
    return runs[RUN * run];
  }

  private int end(int run) {
    return runs[RUN * run + 1];
  }

  private int root(int run) {
    int at = run;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  /** The run that comes first becomes the root, so that ties go to it. */
  private void union(int a, int b) {
    int x = root(a);
    int y = root(b);
    parents[Math.max(x, y)] = Math.min(x, y);
  }
}
