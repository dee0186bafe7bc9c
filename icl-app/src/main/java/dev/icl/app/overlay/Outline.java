package dev.icl.app.overlay;

import java.awt.geom.Path2D;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The outline of a class in a plane: closed lines along the edges of its pixels. */
final class Outline {
  private final byte[] labels;
  private final int height;
  private final int width;

  /** From each corner to the corners that follow it, the class on the right-hand side. */
  private final Map<Integer, Deque<Integer>> next = new LinkedHashMap<>();

  private Outline(byte[] labels, int height, int width) {
    this.labels = labels;
    this.height = height;
    this.width = width;
  }

  /**
   * The outline in the unit of pixels: (0, 0) is the upper left corner of the first one.
   *
   * @param labels class of each voxel as an unsigned byte, {@code [height, width]} in C order
   * @param height the number of rows
   * @param width the number of columns
   * @param wanted the class
   * @return lines without length if the class is not there
   */
  static Path2D of(byte[] labels, int height, int width, int wanted) {
    Outline outline = new Outline(labels, height, width);
    outline.collect(wanted);
    return outline.chain();
  }

  private boolean is(int wanted, int y, int x) {
    return y >= 0 && x >= 0 && y < height && x < width && (labels[y * width + x] & 0xFF) == wanted;
  }

  private void collect(int wanted) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (is(wanted, y, x)) {
          edge(!is(wanted, y - 1, x), y, x, y, x + 1);
          edge(!is(wanted, y, x + 1), y, x + 1, y + 1, x + 1);
          edge(!is(wanted, y + 1, x), y + 1, x + 1, y + 1, x);
          edge(!is(wanted, y, x - 1), y + 1, x, y, x);
        }
      }
    }
  }

  private void edge(boolean there, int y, int x, int toY, int toX) {
    if (there) {
      next.computeIfAbsent(y * (width + 1) + x, corner -> new ArrayDeque<>())
          .add(toY * (width + 1) + toX);
    }
  }

  private double x(int corner) {
    return corner % (width + 1);
  }

  private double y(int corner) {
    int row = corner / (width + 1);
    return row;
  }

  /** Every corner is left as often as it is reached, so every walk ends where it began. */
  private Path2D chain() {
    Path2D path = new Path2D.Double();
    for (Map.Entry<Integer, Deque<Integer>> corner : next.entrySet()) {
      int start = corner.getKey();
      while (!corner.getValue().isEmpty()) {
        path.moveTo(x(start), y(start));
        int at = start;
        do {
          at = Objects.requireNonNull(next.get(at), "an open outline").remove();
          path.lineTo(x(at), y(at));
        } while (at != start);
        path.closePath();
      }
    }
    return path;
  }
}
