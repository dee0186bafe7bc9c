package dev.icl.core.text;

import java.util.List;

/** Enumerations of names that may be long. */
public final class Names {
  private Names() {}

  /** The first few names and how many more there are: {@code a, b, c and 4 more}. */
  public static String some(List<String> names, int most) {
    return some(names, most, ", ");
  }

  /**
   * The first few names and how many more there are.
   *
   * @param names all of them
   * @param most how many are named
   * @param between what stands between two names
   */
  public static String some(List<String> names, int most, String between) {
    int more = names.size() - most;
    return more > 0
        ? String.join(between, names.subList(0, most)) + " and " + more + " more"
        : String.join(between, names);
  }
}
