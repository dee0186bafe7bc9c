package dev.icl.data.format.picture;

import java.nio.ByteBuffer;

/**
 * The way of the pixels of one page into an array: channel after channel, slice after slice.
 *
 * @param page that they are of
 * @param slice number of the page
 * @param slices number of all pages
 * @param out the array, little-endian
 */
record TiffPixels(TiffPage page, int slice, int slices, ByteBuffer out) {
  /** Fills the slice. */
  void fill(TiffParts parts) {
    TiffPage.Kind kind = page.kind();
    int part = 0;
    for (int plane = 0; plane < (page.planes() ? kind.samples() : 1); plane++) {
      for (int top = 0; top < kind.height(); top += page.partHeight()) {
        for (int left = 0; left < kind.width(); left += page.partWidth()) {
          int rows = page.rows(top);
          ByteBuffer bytes =
              ByteBuffer.wrap(parts.bytes(page, part++, rows)).order(parts.in().order());
          int shown = Math.min(rows, kind.height() - top);
          for (int y = 0; y < shown; y++) {
            row(bytes, y, plane, top + y, left);
          }
        }
      }
    }
  }

  private void row(ByteBuffer bytes, int y, int plane, int row, int left) {
    TiffPage.Kind kind = page.kind();
    int together = page.samplesTogether();
    int from = y * (int) page.rowBytes();
    int columns = Math.min(page.partWidth(), kind.width() - left);
    for (int sample = 0; sample < together; sample++) {
      int to = (((plane + sample) * slices + slice) * kind.height() + row) * kind.width() + left;
      for (int x = 0; x < columns; x++) {
        put(to + x, bytes, from, x * together + sample);
      }
    }
  }

  /**
   * @param to number of the voxel
   * @param from the first byte of the row
   * @param sample its number in the row
   */
  private void put(int to, ByteBuffer bytes, int from, int sample) {
    int bits = page.kind().bits();
    switch (bits) {
      case 8 -> out.put(to, bytes.get(from + sample));
      case 16 -> out.putShort(2 * to, bytes.getShort(from + 2 * sample));
      case 32 -> out.putInt(4 * to, bytes.getInt(from + 4 * sample));
      case 64 -> out.putLong(8 * to, bytes.getLong(from + 8 * sample));
      default -> {
        int place = sample * bits;
        int shift = 8 - bits - place % 8;
        out.put(to, (byte) (bytes.get(from + place / 8) >> shift & ((1 << bits) - 1)));
      }
    }
  }
}
