package dev.icl.data.format.dicom.codec;

import java.util.Arrays;

/** Numbers of a grid, coded as what they exceed the least of their neighbourhood by. */
final class J2kTagTree {
  private final int[] parents;
  private final int[] values;
  private final int[] known;

  /** A tree of a grid, which may be empty. */
  J2kTagTree(int width, int height) {
    int count = 0;
    int w = width;
    int h = height;
    while (w * h > 1) {
      count += w * h;
      w = (w + 1) / 2;
      h = (h + 1) / 2;
    }
    count += w * h;
    parents = new int[count];
    values = new int[count];
    known = new int[count];
    Arrays.fill(values, Integer.MAX_VALUE);
    w = width;
    h = height;
    int from = 0;
    while (w * h > 1) {
      int above = from + w * h;
      for (int i = 0; i < w * h; i++) {
        parents[from + i] = above + i / w / 2 * ((w + 1) / 2) + i % w / 2;
      }
      from = above;
      w = (w + 1) / 2;
      h = (h + 1) / 2;
    }
    if (count > 0) {
      parents[count - 1] = -1;
    }
  }

  /** Whether the number at a place is below a threshold. */
  boolean isBelow(int place, int threshold, StuffedBits bits) throws CodecException {
    int[] path = new int[34];
    int depth = 0;
    for (int node = place; node >= 0; node = parents[node]) {
      path[depth++] = node;
    }
    int low = 0;
    while (depth > 0) {
      int node = path[--depth];
      low = Math.max(low, known[node]);
      while (low < threshold && low < values[node]) {
        if (bits.bit() == 1) {
          values[node] = low;
        } else {
          low++;
        }
      }
      known[node] = low;
    }
    return values[place] < threshold;
  }
}
