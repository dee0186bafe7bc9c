package dev.icl.data.augment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the reference arrays SciPy made: just enough of safetensors for that file. */
final class Golden {
  private static final Pattern ENTRY =
      Pattern.compile(
          "\"([^\"]+)\":\\s*\\{\"dtype\":\\s*\"(\\w+)\",\\s*\"shape\":\\s*\\[([^\\]]*)\\],"
              + "\\s*\"data_offsets\":\\s*\\[(\\d+),\\s*(\\d+)\\]\\}");

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  record Entry(String dtype, int[] shape, ByteBuffer bytes) {
    byte[] toBytes() {
      byte[] out = new byte[bytes.remaining()];
      bytes.duplicate().get(out);
      return out;
    }

    int[] toInts() {
      long[] longs = new long[bytes.remaining() / 8];
      bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(longs);
      return Arrays.stream(longs).mapToInt(Math::toIntExact).toArray();
    }
  }

  static Golden zoom() {
    try (InputStream in = Golden.class.getResourceAsStream("zoom_order0.safetensors")) {
      return new Golden(ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Golden(ByteBuffer file) {
    int header = Math.toIntExact(file.getLong(0));
    String json = StandardCharsets.UTF_8.decode(file.slice(8, header)).toString();
    Matcher entry = ENTRY.matcher(json);
    while (entry.find()) {
      int[] shape =
          Arrays.stream(entry.group(3).split(",\\s*")).mapToInt(Integer::parseInt).toArray();
      int from = Integer.parseInt(entry.group(4));
      int to = Integer.parseInt(entry.group(5));
      ByteBuffer bytes = file.slice(8 + header + from, to - from);
      entries.put(entry.group(1), new Entry(entry.group(2), shape, bytes));
    }
  }

  Entry get(String name) {
    return entries.get(name);
  }

  Stream<String> names(String prefix) {
    return entries.keySet().stream().filter(n -> n.startsWith(prefix));
  }
}
