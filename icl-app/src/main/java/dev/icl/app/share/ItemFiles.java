package dev.icl.app.share;

import dev.icl.core.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of an item's files in the folder of shared work. A claim that follows another has the
 * next number; {@code free-N} says that claim N was given back.
 */
final class ItemFiles {
  private static final int LONGEST = 120;
  private static final Pattern CLAIM = Pattern.compile("(.+)\\.claim-([0-9]{1,6})");
  private static final Pattern FREE = Pattern.compile("(.+)\\.free-([0-9]{1,6})");
  private static final String OUTCOME = ".json";

  private ItemFiles() {}

  /** The beginning of the names: the item's own, but for what some file system does not allow. */
  static String stem(String item) {
    StringBuilder stem = new StringBuilder();
    for (byte value : item.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) Byte.toUnsignedInt(value);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
      // so that none is hidden, and none looks like the encoding of another
      if (plain && !(c == '.' && stem.length() == 0)) {
        stem.append(c);
      } else {
        stem.append(String.format(Locale.ROOT, "%%%02x", (int) c));
      }
    }
    return stem.length() <= LONGEST
        ? stem.toString()
        : stem.substring(0, LONGEST / 2)
            + "%"
            + Sha256.hex(item.getBytes(StandardCharsets.UTF_8)).substring(0, LONGEST / 2);
  }

  static String claim(String stem, int number) {
    return stem + ".claim-" + number;
  }

  static String free(String stem, int number) {
    return stem + ".free-" + number;
  }

  static String outcome(String stem) {
    return stem + OUTCOME;
  }

  /** A file that says something of an item. */
  record Found(String stem, Kind kind, int number) {}

  /** The meaning of a file. */
  enum Kind {
    CLAIM,
    FREE,
    OUTCOME,
    OTHER
  }

  /** The item, kind and number that a name says. */
  static Found read(String name) {
    Matcher claim = CLAIM.matcher(name);
    if (claim.matches()) {
      return new Found(claim.group(1), Kind.CLAIM, Integer.parseInt(claim.group(2)));
    }
    Matcher free = FREE.matcher(name);
    if (free.matches()) {
      return new Found(free.group(1), Kind.FREE, Integer.parseInt(free.group(2)));
    }
    return name.endsWith(OUTCOME) && !name.startsWith(".")
        ? new Found(name.substring(0, name.length() - OUTCOME.length()), Kind.OUTCOME, 0)
        : new Found(name, Kind.OTHER, 0);
  }
}
