package dev.icl.report;

import dev.icl.report.view.Markup;
import dev.icl.report.view.Page;
import dev.icl.report.view.Section;
import dev.icl.report.view.Table;

/** A page's words and numbers as Markdown, without its drawings and pictures. */
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  private Markdown() {}

  static String of(Page page) {
    Markdown markdown = new Markdown();
    markdown.line("# " + Markup.escaped(page.title()));
    markdown.line(Markup.escaped(page.subtitle()));
    if (!page.verdicts().isEmpty()) {
      markdown.line("## In short");
      for (Page.Verdict verdict : page.verdicts()) {
        String detail = verdict.detail().isEmpty() ? "" : " " + Markup.escaped(verdict.detail());
        markdown
            .text
            .append("- **")
            .append(Markup.escaped(verdict.sentence()))
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
    line("## " + Markup.escaped(section.title()));
    section.paragraphs().forEach(p -> line(Markup.escaped(p)));
    section.tables().forEach(this::table);
    for (Section.Listing listing : section.listings()) {
      line("**" + Markup.escaped(listing.caption()) + "**");
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
            + Markup.escaped(table.caption())
            + "**"
            + (table.note().isEmpty() ? "" : " " + Markup.escaped(table.note())));
    text.append(Markup.rows(table));
    text.append('\n');
  }

  private void line(String line) {
    text.append(line).append("\n\n");
  }
}
