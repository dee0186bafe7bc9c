package dev.icl.cli;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Colours for a terminal.
 *
 * @param colours whether there are any
 */
record Style(boolean colours) {
  /** None, as for files and pipes. */
  static final Style PLAIN = new Style(false);

  private static final String RESET = "\u001b[0m";

  /**
   * Colours where they are shown and wanted: not with {@code NO_COLOR}, as no-color.org has it, nor
   * on a terminal that calls itself dumb.
   *
   * @param variables of the process
   * @param columns the terminal's width; empty where there is no terminal
   */
  static Style of(Map<String, String> variables, OptionalInt columns) {
    boolean refused =
        !variables.getOrDefault("NO_COLOR", "").isEmpty()
            || variables.getOrDefault("TERM", "").equals("dumb");
    return new Style(columns.isPresent() && !refused);
  }

  /** A line of progress, with its place, its best score and its warnings set off. */
  String line(String line) {
    if (!colours) {
      return line;
    }
    if (line.startsWith("Warning:")) {
      return in("33", line);
    }
    String place = line.split(" ", 2)[0];
    String rest = line.substring(place.length());
    return in("1", place) + rest.replace("(best)", in("32", "(best)"));
  }

  private static String in(String code, String text) {
    return "\u001b[" + code + "m" + text + RESET;
  }
}
