package dev.icl.report.paper;

import dev.icl.core.io.AtomicFile;
import dev.icl.report.chart.Figure;
import dev.icl.report.chart.Paper;
import dev.icl.report.view.Page;
import dev.icl.report.view.Section;
import dev.icl.report.view.Table;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A folder of tables and figures for a paper: {@code report.tex} puts all of them into one document
 * that compiles, {@code tables} has each table alone, {@code tables.md} all of them in Markdown,
 * and {@code figures} each figure in SVG and PDF.
 */
public final class PaperFolder {
  private static final String HEAD =
      """
      \\documentclass{article}
      \\usepackage[utf8]{inputenc}
      \\usepackage[T1]{fontenc}
      \\usepackage{booktabs}
      \\usepackage{graphicx}
      \\usepackage[margin=2cm]{geometry}
      \\begin{document}
      """;

  private final Path folder;
  private final Paper paper;
  private final Set<String> names = new HashSet<>();
  private final StringBuilder document = new StringBuilder(HEAD);
  private final StringBuilder markdown = new StringBuilder();
  private int tables;

  /**
   * @param folder made where it is missing; files of the same names are replaced
   * @param paper draws the figures
   */
  public PaperFolder(Path folder, Paper paper) {
    this.folder = folder;
    this.paper = paper;
  }

  /**
   * Writes the tables and figures of a report.
   *
   * @param page the report
   * @throws dev.icl.core.error.UserException if a file cannot be written
   */
  public void write(Page page) {
    document.append("\\section*{").append(Latex.escaped(page.title())).append("}\n");
    for (Section section : page.sections()) {
      section.tables().forEach(table -> add(section, table));
      section.figures().forEach(figure -> add(section, figure));
    }
    document.append("\\end{document}\n");
    write("report.tex", document.toString());
    write("tables.md", markdown.toString());
  }

  private void add(Section section, Table table) {
    String name = name(section.id() + "-" + table.caption());
    write("tables/" + name + ".tex", Latex.table(table, name));
    document.append("\\input{tables/").append(name).append("}\n");
    tables++;
    markdown.append(MarkdownTable.of(table, tables)).append('\n');
  }

  private void add(Section section, Figure figure) {
    String name = name(section.id() + "-" + figure.title());
    write("figures/" + name + ".svg", paper.svg(figure));
    byte[] pdf = paper.pdf(figure);
    AtomicFile.write(folder.resolve("figures").resolve(name + ".pdf"), true, out -> out.write(pdf));
    document.append(
        "\\begin{figure}[tbp]\n  \\centering\n  \\includegraphics{figures/%s.pdf}\n  \\caption{%s.}\n  \\label{fig:%s}\n\\end{figure}\n\\clearpage\n"
            .formatted(name, Latex.escaped(figure.title()), name));
  }

  /** A name of small letters, digits and hyphens that no other file has. */
  private String name(String words) {
    String plain =
        words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String stem = plain.substring(0, Math.min(60, plain.length()));
    String name = stem;
    for (int i = 2; !names.add(name); i++) {
      name = stem + "-" + i;
    }
    return name;
  }

  private void write(String file, String text) {
    AtomicFile.write(
        folder.resolve(file), true, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
