package dev.icl.data.format.dicom.codec;

/**
 * A part of a plane.
 *
 * @param x0 its first column
 * @param y0 its first row
 * @param x1 the column behind the last
 * @param y1 the row behind the last
 */
record J2kRect(int x0, int y0, int x1, int y1) {
  int width() {
    return Math.max(0, x1 - x0);
  }

  int height() {
    return Math.max(0, y1 - y0);
  }

  boolean isEmpty() {
    return width() == 0 || height() == 0;
  }

  J2kRect within(J2kRect other) {
    return new J2kRect(
        Math.max(x0, other.x0),
        Math.max(y0, other.y0),
        Math.min(x1, other.x1),
        Math.min(y1, other.y1));
  }

  /** The part of a plane of which every {@code 2^by}-th place is taken. */
  J2kRect halved(int by) {
    return new J2kRect(up(x0, by), up(y0, by), up(x1, by), up(y1, by));
  }

  /** The quotient by a power of two, rounded up. */
  static int up(long value, int by) {
    return (int) (value + (1L << by) - 1 >> by);
  }

  /** The quotient by a power of two, rounded down. */
  static int down(int value, int by) {
    return (int) ((long) value >> by);
  }
}
