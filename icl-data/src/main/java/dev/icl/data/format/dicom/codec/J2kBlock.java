package dev.icl.data.format.dicom.codec;

import java.io.ByteArrayOutputStream;

/** A code block, which gathers the bytes of its passes from packets. */
final class J2kBlock {
  private final J2kRect area;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream(0);
  private boolean included;
  private int emptyPlanes;
  private int passes;
  private int lengthBits = 3;

  J2kBlock(J2kRect area) {
    this.area = area;
  }

  J2kRect area() {
    return area;
  }

  boolean isIncluded() {
    return included;
  }

  /** Says that a packet holds its first passes. */
  void include(int planesWithoutBits) {
    included = true;
    emptyPlanes = planesWithoutBits;
  }

  /** The number of the most significant bit planes that hold nothing. */
  int emptyPlanes() {
    return emptyPlanes;
  }

  /** The number of passes so far. */
  int passes() {
    return passes;
  }

  /** The number of bits of the length of some passes. */
  int lengthBits(int more, int some) throws CodecException {
    lengthBits += more;
    int bits = lengthBits + 31 - Integer.numberOfLeadingZeros(some);
    if (bits > 31) {
      throw new CodecException("a code block is too long");
    }
    return bits;
  }

  void add(int some, byte[] from, int at, int length) {
    passes += some;
    data.write(from, at, length);
  }

  byte[] data() {
    return data.toByteArray();
  }
}
