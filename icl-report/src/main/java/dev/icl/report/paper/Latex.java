package dev.icl.report.paper;

import dev.icl.report.view.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tables in LaTeX, with the rules of the package {@code booktabs}. */
final class Latex {
  /** A page is about so many characters wide. */
  private static final int WIDE = 85;

  private static final Map<Integer, String> COMMANDS =
      Map.ofEntries(
          Map.entry((int) '\\', "\\textbackslash{}"),
          Map.entry((int) '~', "\\textasciitilde{}"),
          Map.entry((int) '^', "\\textasciicircum{}"),
          Map.entry((int) '<', "\\textless{}"),
          Map.entry((int) '>', "\\textgreater{}"),
          Map.entry((int) '|', "\\textbar{}"),
          // unlike \textquotedbl there in every font encoding
          Map.entry((int) '"', "\\char34{}"),
          Map.entry((int) '\u00a0', "~"),
          Map.entry((int) '\u2212', "$-$"),
          Map.entry((int) '\u00d7', "$\\times$"),
          Map.entry((int) '\u00b1', "$\\pm$"),
          Map.entry((int) '\u00b7', "$\\cdot$"),
          Map.entry((int) '\u2264', "$\\leq$"),
          Map.entry((int) '\u2265', "$\\geq$"),
          Map.entry((int) '\u2013', "--"),
          Map.entry((int) '\u2014', "---"),
          Map.entry((int) '\u2026', "\\dots{}"));

  /** Letters below U+0180 that inputenc does not define for the encoding T1. */
  private static final String UNDEFINED = "\u0126\u0127\u0138\u013f\u0140\u0149\u0166\u0167\u017f";

  private Latex() {}

  /**
   * A table as a floating environment.
   *
   * @param table of the report
   * @param label by which the text refers to it, behind {@code tab:}
   */
  static String table(Table table, String label) {
    boolean wide = width(table) > WIDE;
    StringBuilder text = new StringBuilder("\\begin{table}[tbp]\n  \\centering\n");
    text.append("  \\caption{").append(caption(table)).append("}\n");
    text.append("  \\label{tab:").append(label).append("}\n");
    text.append(wide ? "  \\resizebox{\\linewidth}{!}{%\n" : "");
    text.append("  \\begin{tabular}{");
    table.columns().forEach(column -> text.append(column.numeric() ? 'r' : 'l'));
    text.append("}\n    \\toprule\n");
    text.append(row(table.columns().stream().map(Table.Column::title).toList()));
    text.append("    \\midrule\n");
    table.rows().forEach(row -> text.append(row(row.cells())));
    text.append("    \\bottomrule\n  \\end{tabular}");
    return text.append(wide ? "}\n" : "\n").append("\\end{table}\n").toString();
  }

  private static String caption(Table table) {
    String first = escaped(table.caption()) + (table.caption().endsWith(".") ? "" : ".");
    return table.note().isEmpty() ? first : first + " " + escaped(table.note());
  }

  private static String row(List<String> cells) {
    return cells.stream().map(Latex::escaped).collect(Collectors.joining(" & ", "    ", " \\\\\n"));
  }

  /** Characters of the widest cells, one after the other. */
  private static int width(Table table) {
    int width = 0;
    for (int c = 0; c < table.columns().size(); c++) {
      int column = c;
      width +=
          2
              + Math.max(
                  table.columns().get(c).title().length(),
                  table.rows().stream()
                      .mapToInt(row -> row.cells().get(column).length())
                      .max()
                      .orElse(0));
    }
    return width;
  }

  /** Words in which nothing is a command; what LaTeX knows no letter for is a question mark. */
  static String escaped(String words) {
    StringBuilder text = new StringBuilder();
    words
        .codePoints()
        .forEach(
            c -> {
              String command = COMMANDS.get(c);
              if (command != null) {
                text.append(command);
              } else if ("&%$#_{}".indexOf(c) >= 0) {
                text.append('\\').appendCodePoint(c);
              } else if (Character.isISOControl(c)) {
                text.append(' ');
              } else {
                // what follows Latin's extended letters, inputenc does not define either
                text.appendCodePoint(c < 0x180 && UNDEFINED.indexOf(c) < 0 ? c : '?');
              }
            });
    return text.toString();
  }
}
