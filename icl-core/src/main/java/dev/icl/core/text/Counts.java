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
    return of(count, noun, noun + "s");
  }

  /**
   * A number with what goes with it: {@code 1 patient has}, {@code 3 patients have}.
   *
   * @param count the number
   * @param one the words after 1
   * @param many the words after any other number
   */
  public static String of(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
