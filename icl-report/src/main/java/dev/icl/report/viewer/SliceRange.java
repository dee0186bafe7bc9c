package dev.icl.report.viewer;

import dev.icl.core.error.UserException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Slices of a scan as the page counts them.
 *
 * @param first from 1
 * @param last at least {@code first}
 */
public record SliceRange(int first, int last) {
  /** Every slice. */
  public static final SliceRange ALL = new SliceRange(1, Integer.MAX_VALUE);

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})-(\\d{1,6})");

  /**
   * The range that a text such as {@code 10-40} names.
   *
   * @throws UserException if it names none
   */
  public static SliceRange of(String text) {
    Matcher match = WRITTEN.matcher(text);
    if (match.matches()) {
      int first = Integer.parseInt(match.group(1));
      int last = Integer.parseInt(match.group(2));
      if (first >= 1 && last >= first) {
        return new SliceRange(first, last);
      }
    }
    throw new UserException(
        "--slices: '%s' is no range of slices; write the first and the last one, counted from 1, as 10-40."
            .formatted(text));
  }
}
