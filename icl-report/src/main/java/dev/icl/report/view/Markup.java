package dev.icl.report.view;

import java.util.stream.Collectors;

/** Words and tables as Markdown writes them. */
public final class Markup {
  private Markup() {}

  /** The titles and the rows of a table, a line each. */
  public static String rows(Table table) {
    StringBuilder text = new StringBuilder();
    text.append(
        line(
            table.columns().stream()
                .map(c -> escaped(c.title()))
                .collect(Collectors.joining(" | "))));
    text.append(
        line(
            table.columns().stream()
                .map(c -> c.numeric() ? "---:" : "---")
                .collect(Collectors.joining(" | "))));
    for (Table.Row row : table.rows()) {
      text.append(
          line(row.cells().stream().map(Markup::escaped).collect(Collectors.joining(" | "))));
    }
    return text.toString();
  }

  private static String line(String cells) {
    return "| " + cells + " |\n";
  }

  /** Text with everything escaped that Markdown, or the HTML in it, would not take for text. */
  public static String escaped(String words) {
    return words
        .replaceAll("[\r\n]+", " ")
        .replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("([|*`\\[\\]])", "\\\\$1")
        .replaceAll("(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", "\\\\_");
  }
}
