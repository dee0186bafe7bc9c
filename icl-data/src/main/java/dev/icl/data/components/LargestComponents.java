package dev.icl.data.components;

import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.COrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the largest connected component of each class and makes the rest background. Of equally
 * large components the one that comes first stays.
 *
 * <p>Exact, for any number of axes: rows along the last axis are taken as runs, runs that touch are
 * joined (union-find). Takes memory for the runs, not for the voxels.
 */
public final class LargestComponents {
  private static final int RUN = 2;

  private final byte[] labels;
  private final int[] leading;
  private final int width;
  private final List<int[]> before;
  private final int[] strides;
  private final int overlap;
  private int[] runs = new int[RUN * 256];
  private int[] parents = new int[256];
  private int count;

  private LargestComponents(byte[] labels, Shape shape, Neighbourhood neighbourhood) {
    Shape rows = shape.slice(0, shape.rank() - 1);
    this.labels = labels;
    this.leading = rows.toArray();
    this.width = shape.dim(-1);
    this.before = before(leading.length, neighbourhood);
    this.strides = COrder.strides(rows);
    // runs that meet at a corner overlap by nothing
    this.overlap = neighbourhood == Neighbourhood.FULL ? 0 : 1;
  }

  /**
   * A cleaned copy of a label map, where voxels are connected that share a face, an edge or a
   * corner.
   *
   * @param labels class of each voxel as an unsigned byte in C order
   * @param shape sizes of the axes, slowest first
   * @param classes the number of classes, the background included
   * @throws IllegalArgumentException if the map is not of that size
   */
  public static byte[] of(byte[] labels, Shape shape, int classes) {
    return of(labels, shape, classes, Neighbourhood.FULL);
  }

  /**
   * A cleaned copy of a label map.
   *
   * @param labels class of each voxel as an unsigned byte in C order
   * @param shape sizes of the axes, slowest first
   * @param classes the number of classes, the background included
   * @param neighbourhood the voxels that are connected with one
   * @throws IllegalArgumentException if the map is not of that size
   */
  public static byte[] of(byte[] labels, Shape shape, int classes, Neighbourhood neighbourhood) {
    if (shape.rank() == 0 || labels.length != COrder.count(shape)) {
      throw new IllegalArgumentException(labels.length + " labels for " + shape);
    }
    byte[] out = new byte[labels.length];
    LargestComponents components = new LargestComponents(labels, shape, neighbourhood);
    for (int c = 1; c < classes; c++) {
      components.copyLargest((byte) c, out);
    }
    return out;
  }

  /**
   * The ways from a row to the neighbours that come before it: of those to all neighbours the ones
   * whose first step is back.
   */
  private static List<int[]> before(int axes, Neighbourhood neighbourhood) {
    List<int[]> ways = new ArrayList<>();
    int count = (int) Math.pow(3, axes);
    for (int n = 0; n < count; n++) {
      int[] way = new int[axes];
      int steps = 0;
      int first = 0;
      for (int axis = axes - 1, rest = n; axis >= 0; axis--, rest /= 3) {
        way[axis] = rest % 3 - 1;
        steps += Math.abs(way[axis]);
        first = way[axis] == 0 ? first : way[axis];
      }
      if (first < 0 && (steps == 1 || neighbourhood == Neighbourhood.FULL)) {
        ways.add(way);
      }
    }
    return ways;
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
    for (int row = 0; row < rows.length - 1; row++) {
      for (int run = rows[row]; run < rows[row + 1]; run++) {
        if (root(run) == largest) {
          Arrays.fill(out, row * width + start(run), row * width + end(run), wanted);
        }
      }
    }
  }

  /** Finds the runs and joins those that touch; returns the first run of every row. */
  private int[] join(byte wanted) {
    int[] rows = new int[labels.length / width + 1];
    int[] index = new int[leading.length];
    for (int row = 0; row < rows.length - 1; row++) {
      rows[row] = count;
      addRuns(wanted, row);
      rows[row + 1] = count;
      for (int[] way : before) {
        int other = neighbour(row, index, way);
        if (other >= 0) {
          touch(rows, row, other);
        }
      }
      for (int axis = leading.length - 1; axis >= 0 && ++index[axis] == leading[axis]; axis--) {
        index[axis] = 0;
      }
    }
    return rows;
  }

  /** The row that a way leads to; −1 outside. */
  private int neighbour(int row, int[] index, int[] way) {
    int other = row;
    for (int axis = 0; axis < way.length; axis++) {
      int place = index[axis] + way[axis];
      if (place < 0 || place >= leading[axis]) {
        return -1;
      }
      other += way[axis] * strides[axis];
    }
    return other;
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

  /** Joins the runs of two rows that overlap or, where that connects, meet at a corner. */
  private void touch(int[] rows, int row, int other) {
    int b = rows[other];
    for (int a = rows[row]; a < rows[row + 1]; a++) {
      while (b < rows[other + 1] && end(b) < start(a) + overlap) {
        b++;
      }
      for (int i = b; i < rows[other + 1] && start(i) <= end(a) - overlap; i++) {
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
