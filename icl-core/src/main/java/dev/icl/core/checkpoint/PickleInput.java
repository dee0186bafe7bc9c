package dev.icl.core.checkpoint;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of Python pickles, and the values that are written in them as they are. What is made
 * takes memory in proportion to the bytes that are read.
 */
final class PickleInput {
  private static final int LONGEST_NUMBER = 32;

  private final ByteBuffer in;

  /**
   * An input.
   *
   * @param in read from its position on
   */
  PickleInput(ByteBuffer in) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** An unsigned byte. */
  int unsigned() {
    return in.get() & 0xff;
  }

  /** An unsigned number of two bytes. */
  int unsignedShort() {
    return in.getShort() & 0xffff;
  }

  /** A signed number of four bytes. */
  int number() {
    return in.getInt();
  }

  /** A double, the only number whose first byte is the most significant. */
  double bigEndianDouble() {
    return Double.longBitsToDouble(Long.reverseBytes(in.getLong()));
  }

  /**
   * A length of eight bytes.
   *
   * @throws PickleReader.Malformed if there are fewer bytes left
   */
  int longLength() {
    return require(in.getLong());
  }

  /**
   * A whole number of up to 32 bytes in two's complement.
   *
   * @throws PickleReader.Malformed if it is longer
   */
  BigInteger whole(int length) {
    if (length < 0 || length > LONGEST_NUMBER) {
      throw new PickleReader.Malformed("it holds a number of %d bytes".formatted(length));
    }
    byte[] bytes = new byte[length + 1];
    for (int i = length; i >= 1; i--) {
      bytes[i] = in.get();
    }
    bytes[0] = (byte) (length > 0 && bytes[1] < 0 ? -1 : 0);
    return new BigInteger(bytes);
  }

  /**
   * A text.
   *
   * @param length its bytes
   * @throws PickleReader.Malformed if there are fewer left
   */
  String text(int length) {
    byte[] bytes = new byte[require(length)];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Passes over bytes.
   *
   * @throws PickleReader.Malformed if there are fewer left
   */
  void skip(int length) {
    in.position(in.position() + require(length));
  }

  private int require(long length) {
    if (length < 0 || length > in.remaining()) {
      throw new PickleReader.Malformed("it ends in the middle of a text");
    }
    return (int) length;
  }

  /**
   * The rest of a line, without its end.
   *
   * @throws BufferUnderflowException if it has none
   */
  String line() {
    int start = in.position();
    int length = 0;
    while (in.get() != '\n') {
      length++;
    }
    byte[] bytes = new byte[length];
    in.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * The whole number or truth value on a line, as {@code 12}, {@code 12L}, {@code 00} or {@code
   * 01}.
   *
   * @throws PickleReader.Malformed if it is none
   */
  Object wholeOnLine() {
    String line = line();
    if (line.equals("00") || line.equals("01")) {
      return line.equals("01");
    }
    String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
    if (!digits.matches("-?[0-9]{1,77}")) {
      throw new PickleReader.Malformed("it holds a number '%s'".formatted(line));
    }
    return new BigInteger(digits);
  }

  /**
   * The number on a line that a value is remembered under.
   *
   * @throws PickleReader.Malformed if it is none
   */
  int placeOnLine() {
    if (wholeOnLine() instanceof BigInteger place && place.bitLength() < Integer.SIZE) {
      return place.intValue();
    }
    throw new PickleReader.Malformed("it remembers what was never there");
  }
}
