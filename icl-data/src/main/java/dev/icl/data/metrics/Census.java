package dev.icl.data.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counts and joint bounding box of every class of two label maps, in one pass over them. */
final class Census {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final int classes;
  private final long[] both;
  private final long[] predicted;
  private final long[] actual;

  /** First and last slice, row and column of each class. */
  private final int[][] ends;

  private Census(int classes) {
    this.classes = classes;
    both = new long[classes];
    predicted = new long[classes];
    actual = new long[classes];
    ends = new int[classes][];
    for (int c = 0; c < classes; c++) {
      int most = Integer.MAX_VALUE;
      ends[c] = new int[] {most, -1, most, -1, most, -1};
    }
  }

  static Census of(LabelMap prediction, LabelMap reference, int classes) {
    prediction.requireSameGrid(reference);
    Census census = new Census(classes);
    int rows = prediction.height();
    int width = prediction.width();
    for (int z = 0; z < prediction.slices(); z++) {
      for (int y = 0; y < rows; y++) {
        census.row(prediction.labels(), reference.labels(), (z * rows + y) * width, width, z, y);
      }
    }
    return census;
  }

  Overlap overlap(int label) {
    return new Overlap(both[label], predicted[label], actual[label]);
  }

  /** The bounding box of the class in both maps; it must be in one of them. */
  Box box(int label) {
    int[] e = ends[label];
    return new Box(e[0], e[2], e[4], e[1] - e[0] + 1, e[3] - e[2] + 1, e[5] - e[4] + 1);
  }

  private void row(byte[] prediction, byte[] reference, int from, int width, int z, int y) {
    int x = 0;
    while (x < width) {
      // most of a scan is background in both maps: eight voxels at a time
      while (x + 8 <= width
          && ((long) LONGS.get(prediction, from + x) | (long) LONGS.get(reference, from + x))
              == 0) {
        x += 8;
      }
      int end = Math.min(x + 8, width);
      for (; x < end; x++) {
        int p = prediction[from + x] & 0xff;
        int r = reference[from + x] & 0xff;
        if (p != 0) {
          predicted[require(p)]++;
          extend(ends[p], z, y, x);
          if (p == r) {
            both[p]++;
          }
        }
        if (r != 0) {
          actual[require(r)]++;
          if (p != r) {
            extend(ends[r], z, y, x);
          }
        }
      }
    }
  }

  private static void extend(int[] ends, int z, int y, int x) {
    ends[0] = Math.min(ends[0], z);
    ends[1] = z;
    ends[2] = Math.min(ends[2], y);
    ends[3] = Math.max(ends[3], y);
    ends[4] = Math.min(ends[4], x);
    ends[5] = Math.max(ends[5], x);
  }

  private int require(int label) {
    if (label >= classes) {
      throw new IllegalArgumentException("class " + label + " where there are " + classes);
    }
    return label;
  }
}
