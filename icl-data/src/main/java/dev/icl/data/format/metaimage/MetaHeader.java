package dev.icl.data.format.metaimage;

import dev.icl.core.error.UserException;
import dev.icl.data.format.DetachedData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The lines {@code Key = Value} at the head of a MetaImage file. {@code ElementDataFile} is the
 * last of them.
 *
 * @param file named in messages
 * @param fields by name, in lower case
 * @param end the byte after the header
 */
record MetaHeader(Path file, Map<String, String> fields, int end) {
  static final int LONGEST = 1 << 20;
  static final String DATA_FILE = "ElementDataFile";

  private static final int MOST_NUMBERS = 256;

  /**
   * @throws UserException if the bytes do not begin with a header that is whole
   */
  static MetaHeader parse(Path file, byte[] bytes) {
    Map<String, String> fields = new LinkedHashMap<>();
    int at = 0;
    while (at < bytes.length && at < LONGEST) {
      int end = at;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      String line = new String(bytes, at, end - at, StandardCharsets.UTF_8);
      at = Math.min(end + 1, bytes.length);
      int equals = line.indexOf('=');
      if (equals < 0) {
        if (line.isBlank()) {
          continue;
        }
        break;
      }
      String name = line.substring(0, equals).strip();
      fields.put(name.toLowerCase(Locale.ROOT), line.substring(equals + 1).strip());
      if (name.equalsIgnoreCase(DATA_FILE)) {
        return new MetaHeader(file, fields, at);
      }
    }
    throw new UserException(
        "%s is not MetaImage: it does not begin with lines such as 'NDims = 3' that end with ElementDataFile; fetch it again."
            .formatted(file));
  }

  /** The text of the first of some fields that is there; some have several names. */
  Optional<String> text(String... names) {
    for (String name : names) {
      String value = fields.get(name.toLowerCase(Locale.ROOT));
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /**
   * @throws UserException if it is missing
   */
  String needed(String name) {
    return text(name)
        .orElseThrow(
            () ->
                new UserException(
                    "%s lacks the field '%s' in its MetaImage header; fetch it again."
                        .formatted(file, name)));
  }

  /** Whether a field says true; false where it is missing. */
  boolean isTrue(String... names) {
    String value = text(names).orElse("").toLowerCase(Locale.ROOT);
    return value.startsWith("t") || value.equals("1");
  }

  /**
   * Numbers, separated by blanks.
   *
   * @throws UserException if the field is missing or one is not a number
   */
  double[] numbers(String name) {
    String[] parts = needed(name).split("\\s+");
    if (parts.length > MOST_NUMBERS) {
      throw wrong(name);
    }
    double[] out = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      try {
        out[i] = Double.parseDouble(parts[i]);
      } catch (NumberFormatException e) {
        throw wrong(name);
      }
      if (!Double.isFinite(out[i])) {
        throw wrong(name);
      }
    }
    return out;
  }

  /**
   * Whole numbers, separated by blanks.
   *
   * @throws UserException if the field is missing or one is not a whole number
   */
  long[] longs(String name) {
    double[] numbers = numbers(name);
    long[] out = new long[numbers.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (long) numbers[i];
      if (out[i] != numbers[i]) {
        throw wrong(name);
      }
    }
    return out;
  }

  UserException wrong(String name) {
    return new UserException(
        "%s has the unusable MetaImage field '%s = %s'; repair the header."
            .formatted(file, name, DetachedData.shown(needed(name))));
  }
}
