package dev.icl.data.format.nrrd;

import dev.icl.core.error.UserException;
import dev.icl.data.format.DetachedData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The text at the head of an NRRD file.
 *
 * @param file named in messages
 * @param fields by name, in lower case; names of several spellings under one
 * @param end the byte after the header
 */
record NrrdHeader(Path file, Map<String, String> fields, int end) {
  static final int LONGEST = 1 << 20;

  /**
   * @throws UserException if the bytes do not begin with an NRRD header
   */
  static NrrdHeader parse(Path file, byte[] bytes) {
    Map<String, String> fields = new LinkedHashMap<>();
    int at = 0;
    boolean first = true;
    while (at < bytes.length && at < LONGEST) {
      int end = at;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      String line = new String(bytes, at, end - at, StandardCharsets.UTF_8).stripTrailing();
      at = Math.min(end + 1, bytes.length);
      if (first && !line.startsWith(NrrdFormat.MAGIC)) {
        break;
      }
      if (line.isEmpty()) {
        return new NrrdHeader(file, fields, at);
      }
      int colon = line.indexOf(':');
      // what has := is a remark for some program
      boolean field = colon > 0 && !line.startsWith("=", colon + 1);
      if (!first && !line.startsWith("#") && field) {
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT).replace(" ", "");
        fields.put(name, line.substring(colon + 1).strip());
      }
      first = false;
    }
    if (first) {
      throw new UserException(
          "%s is not NRRD: it does not begin with NRRD000; fetch it again.".formatted(file));
    }
    // A detached header may end with the file.
    return new NrrdHeader(file, fields, bytes.length);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /**
   * @throws UserException if it is missing
   */
  String needed(String name) {
    return text(name)
        .orElseThrow(
            () ->
                new UserException(
                    "%s lacks the field '%s' in its NRRD header; fetch it again."
                        .formatted(file, name)));
  }

  /**
   * Whole numbers, separated by blanks.
   *
   * @throws UserException if the field is missing or one is not a number
   */
  long[] longs(String name) {
    String[] parts = needed(name).split("\\s+");
    long[] out = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      try {
        out[i] = Long.parseLong(parts[i]);
      } catch (NumberFormatException e) {
        throw wrong(name);
      }
    }
    return out;
  }

  UserException wrong(String name) {
    return new UserException(
        "%s has the unusable NRRD field '%s: %s'; repair the header."
            .formatted(file, name, DetachedData.shown(needed(name))));
  }
}
