package dev.icl.data.format.dicom.codec;

/**
 * The image and its tiles.
 *
 * @param area of the image
 * @param tiles the first tile
 * @param across the number of tiles beside each other
 * @param precision bits of a sample
 * @param signed whether samples may be negative
 */
record J2kCanvas(J2kRect area, J2kRect tiles, int across, int precision, boolean signed) {
  private static final int MOST_TILES = 65535;
  private static final int MOST_BITS = 24;

  /**
   * Reads the size marker.
   *
   * @param data the code stream
   * @param at where the marker's content begins
   * @param size that the image must have
   * @throws CodecException if it has another, or is not of one component
   */
  static J2kCanvas parse(byte[] data, int at, FrameSize size) throws CodecException {
    int[] n = new int[8];
    for (int i = 0; i < n.length; i++) {
      n[i] = Markers.u16(data, at + 2 + 4 * i) << 16 | Markers.u16(data, at + 4 + 4 * i);
      if (n[i] < 0) {
        throw new CodecException("it is too large");
      }
    }
    int components = Markers.u16(data, at + 34);
    if (components != 1) {
      throw new CodecException("it has %d components".formatted(components));
    }
    if (n[2] >= n[0] || n[3] >= n[1]) {
      throw new CodecException("it has no size");
    }
    size.require(n[1] - n[3], n[0] - n[2]);
    boolean sane =
        n[4] > 0
            && n[5] > 0
            && n[6] <= n[2]
            && n[7] <= n[3]
            && (long) n[6] + n[4] > n[2]
            && (long) n[7] + n[5] > n[3]
            && data[at + 37] == 1
            && data[at + 38] == 1;
    int precision = (data[at + 36] & 0x7f) + 1;
    if (!sane || precision > MOST_BITS) {
      throw new CodecException("its size marker is unusable");
    }
    J2kRect tiles =
        new J2kRect(
            n[6],
            n[7],
            (int) Math.min(Integer.MAX_VALUE, (long) n[6] + n[4]),
            (int) Math.min(Integer.MAX_VALUE, (long) n[7] + n[5]));
    long across = ((long) n[0] - n[6] + n[4] - 1) / n[4];
    long down = ((long) n[1] - n[7] + n[5] - 1) / n[5];
    if (across * down > MOST_TILES) {
      throw new CodecException("it has too many tiles");
    }
    return new J2kCanvas(
        new J2kRect(n[2], n[3], n[0], n[1]), tiles, (int) across, precision, data[at + 36] < 0);
  }

  /** The number of tiles. */
  int count() {
    int rows = (int) (((long) area.y1() - tiles.y0() + tiles.height() - 1) / tiles.height());
    return across * rows;
  }

  /** The area of a tile. */
  J2kRect tile(int number) throws CodecException {
    long x0 = tiles.x0() + (long) (number % across) * tiles.width();
    long y0 = tiles.y0() + (long) (number / across) * tiles.height();
    if (x0 >= area.x1() || y0 >= area.y1()) {
      throw new CodecException("a tile lies outside the image");
    }
    J2kRect whole =
        new J2kRect(
            (int) x0,
            (int) y0,
            (int) Math.min(area.x1(), x0 + tiles.width()),
            (int) Math.min(area.y1(), y0 + tiles.height()));
    return whole.within(area);
  }
}
