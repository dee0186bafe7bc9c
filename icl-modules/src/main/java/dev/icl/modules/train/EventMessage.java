package dev.icl.modules.train;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message of TensorFlow's {@code event.proto} and {@code summary.proto} in the wire format of
 * protocol buffers: of their fields, those that scalars take.
 */
final class EventMessage {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private EventMessage() {}

  /**
   * The first record of a file.
   *
   * @param seconds since 1970
   */
  static byte[] version(double seconds) {
    return new EventMessage().time(seconds).text(3, "brain.Event:2").bytes();
  }

  /**
   * Tells readers that what they have of this step and later ones is made again; some wait for the
   * new points.
   */
  static byte[] start(double seconds, int step) {
    EventMessage status = new EventMessage().whole(1, 1);
    return new EventMessage().time(seconds).whole(2, step).message(7, status).bytes();
  }

  static byte[] scalars(double seconds, int step, Scalars scalars) {
    return new EventMessage().time(seconds).whole(2, step).message(5, scalars.summary).bytes();
  }

  /** The scalars of a step. */
  static final class Scalars {
    private final EventMessage summary = new EventMessage();

    Scalars add(String tag, double value) {
      summary.message(1, new EventMessage().text(1, tag).real(2, (float) value));
      return this;
    }
  }

  private EventMessage time(double seconds) {
    key(1, FIXED_64);
    out.writeBytes(littleEndian(Double.BYTES).putDouble(seconds).array());
    return this;
  }

  private EventMessage whole(int field, int value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  private EventMessage real(int field, float value) {
    key(field, FIXED_32);
    out.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
    return this;
  }

  private EventMessage text(int field, String value) {
    return content(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private EventMessage message(int field, EventMessage value) {
    return content(field, value.bytes());
  }

  private EventMessage content(int field, byte[] value) {
    key(field, BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  private byte[] bytes() {
    return out.toByteArray();
  }

  private void key(int field, int type) {
    varint(field << 3 | type);
  }

  /** Seven bits a byte, the lowest first; never negative here. */
  private void varint(int value) {
    int rest = value;
    while (rest > 0x7f) {
      out.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
