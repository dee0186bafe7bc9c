package dev.icl.data.format.dicom;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Elements to be written, in little endian. */
final class Items {
  private static final List<String> LONG = List.of("OB", "OW", "SQ", "UN", "UT");

  private final Map<Integer, Value> elements = new TreeMap<>(Integer::compareUnsigned);

  /** A value: bytes, or the items of a sequence. */
  private record Value(String kind, byte[] bytes, List<Items> items) {}

  /** A text; several are joined by backslashes, none is an empty element. */
  Items text(int tag, String kind, String... values) {
    byte[] bytes = String.join("\\", values).getBytes(StandardCharsets.ISO_8859_1);
    return put(tag, kind, even(bytes, (byte) (kind.equals("UI") ? 0 : ' ')));
  }

  /** Numbers as text. */
  Items decimals(int tag, double... values) {
    return text(tag, "DS", Arrays.stream(values).mapToObj(Items::decimal).toArray(String[]::new));
  }

  /** At most 16 letters, as the standard has it. */
  private static String decimal(double value) {
    for (int digits = 15; digits > 1; digits--) {
      String text = String.format(Locale.ROOT, "%." + digits + "g", value);
      String plain = new BigDecimal(text).stripTrailingZeros().toPlainString();
      if (plain.length() <= 16) {
        return plain;
      }
    }
    return String.format(Locale.ROOT, "%.8e", value);
  }

  /** A number of 16 bits. */
  Items small(int tag, int value) {
    return put(tag, "US", shorts(value));
  }

  /** Numbers of 32 bits. */
  Items wide(int tag, int... values) {
    return put(tag, "UL", little(4, values));
  }

  /** The name of an element. */
  Items pointer(int tag, int to) {
    return put(tag, "AT", shorts(to >>> 16, to));
  }

  Items bytes(int tag, byte[] value) {
    return put(tag, "OB", even(value, (byte) 0));
  }

  Items sequence(int tag, Items... items) {
    return sequence(tag, List.of(items));
  }

  Items sequence(int tag, List<Items> items) {
    elements.put(tag, new Value("SQ", new byte[0], List.copyOf(items)));
    return this;
  }

  /**
   * A copy of an element of a file.
   *
   * @param kind of its value
   * @param empty whether an empty one is written where the file has none
   */
  Items copy(Elements from, int tag, String kind, boolean empty) {
    Optional<ByteBuffer> value = from.raw(tag);
    if (value.isEmpty() && !empty) {
      return this;
    }
    byte[] bytes = new byte[value.map(ByteBuffer::remaining).orElse(0)];
    value.ifPresent(v -> v.get(bytes));
    return put(tag, kind, even(bytes, (byte) (kind.equals("UI") ? 0 : ' ')));
  }

  private Items put(int tag, String kind, byte[] value) {
    elements.put(tag, new Value(kind, value, List.of()));
    return this;
  }

  private static byte[] name(int tag) {
    return shorts(tag >>> 16, tag);
  }

  private static byte[] even(byte[] value, byte filler) {
    byte[] padded = Arrays.copyOf(value, value.length + value.length % 2);
    if (padded.length > value.length) {
      padded[value.length] = filler;
    }
    return padded;
  }

  private static byte[] shorts(int... values) {
    return little(2, values);
  }

  /** Numbers, the lowest byte of each first. */
  private static byte[] little(int size, int... values) {
    byte[] out = new byte[size * values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (values[i / size] >>> 8 * (i % size));
    }
    return out;
  }

  /** Whether explicit little endian can hold every value: of most kinds up to 64 KiB. */
  boolean fitsExplicit() {
    return elements.values().stream()
        .allMatch(
            value ->
                (LONG.contains(value.kind()) || value.bytes().length < 1 << 16)
                    && value.items().stream().allMatch(Items::fitsExplicit));
  }

  /** The elements in explicit little endian. */
  byte[] toBytes() {
    return toBytes(false);
  }

  /**
   * The elements in little endian.
   *
   * @param implicit whether kinds of values are left out, which texts beyond 64 KiB need
   */
  byte[] toBytes(boolean implicit) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    elements.forEach(
        (tag, value) -> {
          byte[] bytes =
              value.kind().equals("SQ") ? ofItems(value.items(), implicit) : value.bytes();
          out.writeBytes(name(tag));
          if (implicit) {
            out.writeBytes(little(4, bytes.length));
          } else {
            out.writeBytes(value.kind().getBytes(StandardCharsets.US_ASCII));
            boolean wide = LONG.contains(value.kind());
            out.writeBytes(
                wide ? shorts(0, bytes.length, bytes.length >>> 16) : shorts(bytes.length));
          }
          out.writeBytes(bytes);
        });
    return out.toByteArray();
  }

  private static byte[] ofItems(List<Items> items, boolean implicit) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Items item : items) {
      byte[] content = item.toBytes(implicit);
      out.writeBytes(name(Tags.ITEM));
      out.writeBytes(little(4, content.length));
      out.writeBytes(content);
    }
    return out.toByteArray();
  }
}
