package dev.icl.data.format.picture;

import dev.icl.core.error.UserException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one page of a TIFF file.
 *
 * @param file to be named in messages
 * @param in all bytes, in the order of the file
 * @param fields by their tags
 */
record TiffDirectory(Path file, ByteBuffer in, Map<Integer, Field> fields) {
  private static final int MOST_PAGES = 65_536;
  private static final int ENTRY = 12;
  private static final int[] BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

  /**
   * A field.
   *
   * @param type of its values, 1 to 12
   * @param count of its values
   * @param place of the first, all of them within the file
   */
  record Field(int type, int count, int place) {}

  /** Whether a file begins as TIFF files do, those of more than 4 GiB included. */
  static boolean isTiff(byte[] head) {
    if (head.length < 4) {
      return false;
    }
    boolean little = head[0] == 'I' && head[1] == 'I' && head[3] == 0;
    boolean big = head[0] == 'M' && head[1] == 'M' && head[2] == 0;
    int version = little ? head[2] : head[3];
    return (little || big) && (version == 42 || version == 43);
  }

  /**
   * The pages of a file, in order.
   *
   * @throws UserException if it is damaged, or has too many
   */
  static List<TiffDirectory> all(Path file, byte[] bytes) {
    if (!isTiff(bytes) || bytes.length < 8) {
      throw PngChunks.damaged(file, "it does not begin as TIFF files do");
    }
    boolean little = bytes[0] == 'I';
    if ((little ? bytes[2] : bytes[3]) != 42) {
      throw new UserException(
          "%s is a BigTIFF file, which is not read: save it as TIFF, in parts of less than 4 GiB."
              .formatted(file));
    }
    ByteBuffer in =
        ByteBuffer.wrap(bytes).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    List<TiffDirectory> pages = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    long place = Integer.toUnsignedLong(in.getInt(4));
    while (place != 0) {
      if (!seen.add(place) || pages.size() >= MOST_PAGES) {
        throw PngChunks.damaged(file, "its pages have no end");
      }
      if (place > bytes.length - 2) {
        throw PngChunks.damaged(file, "it ends early");
      }
      int entries = Short.toUnsignedInt(in.getShort((int) place));
      long end = place + 2 + (long) entries * ENTRY;
      if (end > bytes.length - 4) {
        throw PngChunks.damaged(file, "it ends early");
      }
      pages.add(new TiffDirectory(file, in, fields(file, in, (int) place + 2, entries)));
      place = Integer.toUnsignedLong(in.getInt((int) end));
    }
    if (pages.isEmpty()) {
      throw PngChunks.damaged(file, "it has no page");
    }
    return pages;
  }

  private static Map<Integer, Field> fields(Path file, ByteBuffer in, int from, int entries) {
    Map<Integer, Field> fields = new HashMap<>();
    for (int place = from; place < from + entries * ENTRY; place += ENTRY) {
      int tag = Short.toUnsignedInt(in.getShort(place));
      int type = Short.toUnsignedInt(in.getShort(place + 2));
      long count = Integer.toUnsignedLong(in.getInt(place + 4));
      if (type < 1 || type >= BYTES.length) {
        continue; // of a private kind
      }
      long bytes = count * BYTES[type];
      long values = bytes <= 4 ? place + 8 : Integer.toUnsignedLong(in.getInt(place + 8));
      if (bytes > in.capacity() || values > in.capacity() - bytes) {
        throw PngChunks.damaged(file, "its field %d is beyond its end".formatted(tag));
      }
      fields.putIfAbsent(tag, new Field(type, (int) count, (int) values));
    }
    return fields;
  }

  boolean has(int tag) {
    return fields.containsKey(tag);
  }

  /**
   * The whole numbers of a field, not negative.
   *
   * @throws UserException if it is missing, or holds other values
   */
  long[] numbers(int tag) {
    Field field = fields.get(tag);
    if (field == null || field.count() == 0) {
      throw PngChunks.damaged(file, "its field %d is missing".formatted(tag));
    }
    long[] values = new long[field.count()];
    for (int i = 0; i < values.length; i++) {
      int place = field.place() + i * BYTES[field.type()];
      values[i] =
          switch (field.type()) {
            case 1 -> in.get(place) & 0xff;
            case 3 -> Short.toUnsignedInt(in.getShort(place));
            case 4 -> Integer.toUnsignedLong(in.getInt(place));
            default ->
                throw PngChunks.damaged(file, "its field %d holds no whole numbers".formatted(tag));
          };
    }
    return values;
  }

  /** The first number of a field, or another where it is missing. */
  long number(int tag, long otherwise) {
    return has(tag) ? numbers(tag)[0] : otherwise;
  }

  /** The characters of a field of text. */
  Optional<String> text(int tag) {
    Field field = fields.get(tag);
    if (field == null || field.type() != 2) {
      return Optional.empty();
    }
    byte[] text = new byte[field.count()];
    in.get(field.place(), text);
    return Optional.of(new String(text, StandardCharsets.ISO_8859_1));
  }
}
