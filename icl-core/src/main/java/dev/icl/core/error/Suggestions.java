package dev.icl.core.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what a user probably meant. */
public final class Suggestions {
  private Suggestions() {}

  /**
   * The refusal of a name that is not known, as {@code method.name: 'icll' is not a method; did you
   * mean icl? Known are icl, supervised.}
   *
   * @param key where the name stands, as {@code method.name}
   * @param name what was asked for
   * @param kind what it should be, with its article, as {@code a method}
   * @param known every valid name; not empty
   */
  public static UserException unknown(
      String key, String name, String kind, Collection<String> known) {
    return new UserException(
        "%s: '%s' is not %s; did you mean %s? Known are %s."
            .formatted(key, name, kind, nearest(name, known), String.join(", ", known)));
  }

  /**
   * The known name with the fewest edits (insert, delete, replace) from {@code name}, letter case
   * ignored; the first of equals.
   *
   * @param known not empty
   */
  public static String nearest(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return known.stream()
        .min(Comparator.comparingInt(k -> distance(wanted, k.toLowerCase(Locale.ROOT))))
        .orElseThrow();
  }

  /** Levenshtein distance, one row at a time. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
