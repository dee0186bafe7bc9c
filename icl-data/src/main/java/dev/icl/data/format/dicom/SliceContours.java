package dev.icl.data.format.dicom;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The borders of what a slice shows of one class, along the sides of its pixels. Pixels that touch
 * at a corner alone are apart; a hole has a border of its own.
 */
final class SliceContours {
  private static final int[] RIGHT = {1, 0, -1, 0};
  private static final int[] DOWN = {0, 1, 0, -1};

  private final int width;

  /**
   * Of each corner of pixels four bits, for the sides that leave it to the right, down, left, up.
   */
  private final BitSet sides = new BitSet();

  private SliceContours(int width) {
    this.width = width;
  }

  /**
   * The borders, in order.
   *
   * @param classes of the pixels, rows one after the other
   * @param from the first pixel of the slice
   * @param width of a row
   * @param height the number of rows
   * @param wanted the class
   * @return corners of each border: columns and rows from 0, the upper left corner of the first
   *     pixel, in turn
   */
  static List<int[]> of(byte[] classes, int from, int width, int height, int wanted) {
    SliceContours contours = new SliceContours(width);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int place = from + y * width + x;
        if (classes[place] != (byte) wanted) {
          continue;
        }
        contours.add(x, y, 0, y == 0 || classes[place - width] != (byte) wanted);
        contours.add(x + 1, y, 1, x == width - 1 || classes[place + 1] != (byte) wanted);
        contours.add(x + 1, y + 1, 2, y == height - 1 || classes[place + width] != (byte) wanted);
        contours.add(x, y + 1, 3, x == 0 || classes[place - 1] != (byte) wanted);
      }
    }
    List<int[]> all = new ArrayList<>();
    for (int side = contours.sides.nextSetBit(0);
        side >= 0;
        side = contours.sides.nextSetBit(side)) {
      all.add(contours.followed(side));
    }
    return all;
  }

  private void add(int x, int y, int direction, boolean border) {
    if (border) {
      sides.set(side(x, y, direction));
    }
  }

  private int side(int x, int y, int direction) {
    return 4 * (y * (width + 1) + x) + direction;
  }

  /** Follows a border from one of its sides on, and takes its sides away; the class is right. */
  private int[] followed(int first) {
    List<Integer> corners = new ArrayList<>();
    int x = first / 4 % (width + 1);
    int y = first / 4 / (width + 1);
    int direction = first % 4;
    int before = -1;
    int firstDirection = direction;
    while (sides.get(side(x, y, direction))) {
      sides.clear(side(x, y, direction));
      if (direction != before) {
        corners.add(x);
        corners.add(y);
      }
      before = direction;
      x += RIGHT[direction];
      y += DOWN[direction];
      direction = next(x, y, direction);
    }
    // the first side may be in the midst of a straight line
    int skipped = before == firstDirection ? 2 : 0;
    return corners.stream().skip(skipped).mapToInt(Integer::intValue).toArray();
  }

  /** To the right where there is a side, so that pixels at a corner stay apart. */
  private int next(int x, int y, int direction) {
    for (int turn : new int[] {1, 0, 3}) {
      int next = (direction + turn) % 4;
      if (sides.get(side(x, y, next))) {
        return next;
      }
    }
    return direction;
  }
}
