package dev.icl.data.format.dicom.codec;

/** Goes from marker to marker through the head of a JPEG or JPEG-LS image. */
final class Markers {
  private final byte[] data;
  private int body;
  private int end;

  /**
   * @throws CodecException if the data do not begin as an image does
   */
  Markers(byte[] data) throws CodecException {
    if (data.length < 4 || u16(data, 0) != 0xffd8) {
      throw new CodecException("it does not begin as JPEG does");
    }
    this.data = data;
    this.end = 2;
  }

  /**
   * The second byte of the next marker.
   *
   * @throws CodecException if there is none, or it is longer than the data
   */
  int next() throws CodecException {
    int at = end;
    while (at + 1 < data.length && data[at] == (byte) 0xff && data[at + 1] == (byte) 0xff) {
      at++; // filling
    }
    if (at + 4 > data.length || data[at] != (byte) 0xff) {
      throw new CodecException("a marker is missing");
    }
    int length = u16(data, at + 2);
    if (length < 2 || length > data.length - at - 2) {
      throw new CodecException("it ends early");
    }
    body = at + 4;
    end = at + 2 + length;
    return data[at + 1] & 0xff;
  }

  /** The place at which the content of the marker begins. */
  int body() {
    return body;
  }

  /** The place behind it. */
  int end() {
    return end;
  }

  /**
   * @param components the byte that counts them
   * @throws CodecException if there are more or fewer than one
   */
  static void requireOne(byte components) throws CodecException {
    if (components != 1) {
      throw new CodecException("it has %d components".formatted(components & 0xff));
    }
  }

  static int u16(byte[] data, int at) {
    return (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
  }
}
