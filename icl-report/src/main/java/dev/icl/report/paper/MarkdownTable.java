package dev.icl.report.paper;

import dev.icl.report.view.Markup;
import dev.icl.report.view.Table;

/** Tables in Markdown, numbered. */
final class MarkdownTable {
  private MarkdownTable() {}

  /**
   * A table under its caption.
   *
   * @param table of the report
   * @param number from 1
   */
  static String of(Table table, int number) {
    String caption = "**Table %d. %s**".formatted(number, Markup.escaped(table.caption()));
    String note = table.note().isEmpty() ? "" : " " + Markup.escaped(table.note());
    return caption + note + "\n\n" + Markup.rows(table);
  }
}
