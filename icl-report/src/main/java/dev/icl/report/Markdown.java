package dev.icl.report;

import dev.icl.report.view.Page;
import dev.icl.report.view.Section;
import dev.icl.report.view.Table;
import java.util.stream.Collectors;

/** A page's words and numbers as Markdown, without its drawings and pictures. */
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  private Markdown() {}

  static String of(Page page) {
    Markdown markdown = new Markdown();
    markdown.line("# " + escaped(page.title()));
    markdown.line(escaped(page.subtitle()));
    if (!page.verdicts().isEmpty()) {
      markdown.line("## In short");
      for (Page.Verdict verdict : page.verdicts()) {
        String detail = verdict.detail().isEmpty() ? "" : " " + escaped(verdict.detail());
        markdown
            .text
            .append("- **")
            .append(escaped(verdict.sentence()))
            .append("**")
            .append(detail)
            .append('\n');
      }
      markdown.text.append('\n');
    }
    page.sections().forEach(markdown::section);
    return markdown.text.toString().stripTrailing() + "\n";
  }

  private void section(Section section) {
    if (section.paragraphs().isEmpty()
        && section.tables().isEmpty()
        && section.listings().isEmpty()) {
      return;
    }
    line("## " + escaped(section.title()));
    section.paragraphs().forEach(p -> line(escaped(p)));
    section.tables().forEach(this::table);
    for (Section.Listing listing : section.listings()) {
      line("**" + escaped(listing.caption()) + "**");
      // a fence that is in no line of the text
      String fence = "```";
      while (listing.text().contains(fence)) {
        fence += "`";
      }
      line(fence + "\n" + listing.text().stripTrailing() + "\n" + fence);
    }
  }

  private void table(Table table) {
    line(
        "**"
            + escaped(table.caption())
            + "**"
            + (table.note().isEmpty() ? "" : " " + escaped(table.note())));
    row(table.columns().stream().map(c -> escaped(c.title())).collect(Collectors.joining(" | ")));
    row(
        table.columns().stream()
            .map(c -> c.numeric() ? "---:" : "---")
            .collect(Collectors.joining(" | ")));
    for (Table.Row row : table.rows()) {
      row(row.cells().stream().map(Markdown::escaped).collect(Collectors.joining(" | ")));
    }
    text.append('\n');
  }

  private void row(String cells) {
    text.append("| ").append(cells).append(" |\n");
  }

  private void line(String line) {
    text.append(line).append("\n\n");
  }

  /** Text with everything escaped that Markdown, or the HTML in it, would not take for text. */
  private static String escaped(String words) {
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
