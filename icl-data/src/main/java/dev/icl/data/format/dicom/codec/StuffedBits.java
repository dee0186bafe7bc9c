package dev.icl.data.format.dicom.codec;

/** Bits in which a zero bit follows every byte of ones, as JPEG-LS and JPEG 2000 have them. */
final class StuffedBits {
  private final byte[] data;
  private int at;
  private int current;
  private int left;

  StuffedBits(byte[] data, int at) {
    this.data = data;
    this.at = at;
  }

  /**
   * @throws CodecException if there is none
   */
  int bit() throws CodecException {
    if (left == 0) {
      boolean shortened = current == 0xff;
      if (at >= data.length) {
        throw new CodecException("it ends early");
      }
      current = data[at++] & 0xff;
      left = shortened ? 7 : 8;
    }
    left--;
    return current >> left & 1;
  }

  /** A number of at most 31 bits, the most significant first. */
  int bits(int count) throws CodecException {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  /** The next whole byte's place; what is left of the current one is passed over. */
  int align() {
    if (current == 0xff) {
      at++;
    }
    left = 0;
    current = 0;
    return at;
  }
}
