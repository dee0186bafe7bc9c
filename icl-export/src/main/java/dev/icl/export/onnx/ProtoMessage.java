package dev.icl.export.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the encoding of Protocol Buffers, built field by field. Large contents are kept as
 * they are given and not copied.
 */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final List<ByteBuffer> parts = new ArrayList<>();
  private long size;

  ProtoMessage number(int field, long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    varint(bytes, (long) field << 3 | VARINT);
    varint(bytes, value);
    return add(ByteBuffer.wrap(bytes.toByteArray()));
  }

  ProtoMessage number(int field, float value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    varint(bytes, (long) field << 3 | FIXED32);
    ByteBuffer four = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.writeBytes(four.putFloat(value).array());
    return add(ByteBuffer.wrap(bytes.toByteArray()));
  }

  ProtoMessage text(int field, String value) {
    return bytes(field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }

  ProtoMessage bytes(int field, ByteBuffer content) {
    return head(field, content.remaining()).add(content.duplicate());
  }

  ProtoMessage message(int field, ProtoMessage content) {
    return head(field, content.size).append(content);
  }

  /** Adds the fields of another message. */
  ProtoMessage append(ProtoMessage fields) {
    fields.parts.forEach(this::add);
    return this;
  }

  /** The number of bytes. */
  long size() {
    return size;
  }

  void writeTo(OutputStream out) throws IOException {
    WritableByteChannel channel = Channels.newChannel(out);
    for (ByteBuffer part : parts) {
      ByteBuffer rest = part.duplicate();
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
  }

  private ProtoMessage head(int field, long length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    varint(bytes, (long) field << 3 | LENGTH);
    varint(bytes, length);
    return add(ByteBuffer.wrap(bytes.toByteArray()));
  }

  private ProtoMessage add(ByteBuffer part) {
    parts.add(part);
    size += part.remaining();
    return this;
  }

  private static void varint(ByteArrayOutputStream bytes, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }
}
