package dev.icl.core.text;

/** Numbers of things in words. */
public final class Counts {
  private Counts() {}

  /**
   * A number with its noun: {@code 3 patients}, {@code 1 patient}, {@code 0 patients}.
   *
   * @param noun in the singular, with a plural in s
   */
  public static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
