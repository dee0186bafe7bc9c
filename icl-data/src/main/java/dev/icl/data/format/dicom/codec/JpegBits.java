package dev.icl.data.format.dicom.codec;

/**
 * The bits of a JPEG scan, in which a zero follows every byte of ones. Beyond a marker there are
 * zeros; {@link #requireNotBeyond} tells whether they were needed.
 */
final class JpegBits {
  private final byte[] data;
  private int at;
  private long bits;
  private int count;
  private int missing;

  JpegBits(byte[] data, int at) {
    this.data = data;
    this.at = at;
  }

  /** The next 16 bits, which stay. */
  int peek16() {
    fill();
    return (int) (bits >>> (count - 16)) & 0xffff;
  }

  void skip(int some) {
    count -= some;
  }

  /** The next bits, at most 16. */
  int bits(int some) {
    if (some == 0) {
      return 0;
    }
    fill();
    count -= some;
    return (int) (bits >>> count) & ((1 << some) - 1);
  }

  /** A number whose first bit tells its sign, as JPEG codes differences. */
  int difference(int length) {
    if (length == 0) {
      return 0;
    }
    int value = bits(length);
    return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  }

  private void fill() {
    while (count <= 32) {
      int next = 0;
      if (at < data.length && !isMarker()) {
        next = data[at++] & 0xff;
        if (next == 0xff) {
          at++; // the zero that is stuffed in
        }
      } else {
        missing++;
      }
      bits = bits << 8 | next;
      count += 8;
    }
  }

  private boolean isMarker() {
    return data[at] == (byte) 0xff && (at + 1 >= data.length || data[at + 1] != 0);
  }

  /**
   * @throws CodecException if more bits were read than there are
   */
  void requireNotBeyond() throws CodecException {
    if (8 * missing > count) {
      throw new CodecException("it ends early");
    }
  }

  /** Goes to the data behind the next restart marker. */
  void restart() throws CodecException {
    requireNotBeyond();
    while (at < data.length && !isMarker()) {
      at++;
    }
    int marker = at + 1 < data.length ? data[at + 1] & 0xff : 0;
    if (marker < 0xd0 || marker > 0xd7) {
      throw new CodecException("a restart marker is missing");
    }
    at += 2;
    bits = 0;
    count = 0;
    missing = 0;
  }
}
