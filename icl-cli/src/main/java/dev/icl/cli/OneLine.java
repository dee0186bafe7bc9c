package dev.icl.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of progress that fits on a terminal: what does not is left out, a whole field at a time.
 */
final class OneLine {
  /** Stands between the fields of a line. */
  private static final String GAP = "  ";

  /** The place and the sum of the losses, which stay. */
  private static final int FIRST = 2;

  private static final String MORE = "…";

  private OneLine() {}

  /**
   * The line, or as much of it as fits: first the learning rate goes, then the terms of the loss
   * from the last one on, at last words from the end.
   *
   * @param line fields with two spaces between them
   * @param width columns, at least 1
   * @return at most {@code width} letters
   */
  static String fitted(String line, int width) {
    if (line.length() <= width) {
      return line;
    }
    List<String> fields = new ArrayList<>(List.of(line.split(GAP)));
    fields.removeIf(field -> field.startsWith("lr "));
    for (int last = fields.size() - 1; last >= FIRST && length(fields) > width; last--) {
      if (isTerm(fields.get(last))) {
        fields.remove(last);
      }
    }
    String text = String.join(GAP, fields);
    return text.length() <= width ? text : cut(text, width);
  }

  /** A name and a number, such as {@code dice 0.7443}. */
  private static boolean isTerm(String field) {
    return field.matches("[\\w.+-]+ -?[\\d.]+(e[+-]?\\d+)?");
  }

  private static int length(List<String> fields) {
    return String.join(GAP, fields).length();
  }

  private static String cut(String text, int width) {
    int end = text.lastIndexOf(' ', width - MORE.length());
    String kept = end <= 0 ? "" : text.substring(0, end).replaceAll("[ ,:]+$", "");
    return kept.isEmpty() ? text.substring(0, width) : kept + MORE;
  }
}
