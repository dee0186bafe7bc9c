package dev.icl.core.error;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a mistyped name was probably meant to be. */
public final class NearestName {
  private static final int SHORTEST_ABBREVIATION = 3;

  private NearestName() {}

  /**
   * The known name that differs least from the asked one, in insertions, deletions, replacements
   * and swaps of neighbouring characters; letter case does not count, and {@code -} is {@code _}.
   *
   * @param asked the name that the user wrote
   * @param known the names there are; of equally near ones the first is taken
   * @return empty if none is near: more than a third of the characters differ, and the asked name
   *     is not the beginning of a known one either
   */
  public static Optional<String> find(String asked, Collection<String> known) {
    String wanted = canonical(asked);
    @Nullable String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String name : known) {
      int distance = distance(wanted, canonical(name));
      if (distance < bestDistance && near(wanted, canonical(name), distance)) {
        best = name;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code "; did you mean 'x'?"}, or the empty string if no name is near. */
  public static String question(String asked, Collection<String> known) {
    return find(asked, known).map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  private static boolean near(String wanted, String name, int distance) {
    boolean abbreviation = wanted.length() >= SHORTEST_ABBREVIATION && name.startsWith(wanted);
    return abbreviation || distance * 3 <= Math.max(wanted.length(), name.length());
  }

  private static String canonical(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** Optimal string alignment, with one row of the table for each of the last three prefixes. */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
