package dev.icl.cli.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Lines and branches that tests ran, a row for each module, from the CSV that JaCoCo writes. */
final class CoverageTable {
  private static final String ROW = "%-24s %6s %9s   %6s %9s%n";

  private CoverageTable() {}

  /** Prints the table at the end of a build: {@code CSV PAGE}. */
  public static void main(String[] arguments) throws IOException {
    Path csv = Path.of(arguments[0]);
    if (Files.notExists(csv)) {
      return; // no test has run
    }
    System.out.printf("%n%s%nDetails: %s%n", of(Files.readAllLines(csv)), arguments[1]);
  }

  /**
   * The table.
   *
   * @param csv lines with a heading; the group is {@code title/module}
   */
  static String of(List<String> csv) {
    List<String> heading = List.of(csv.get(0).split(","));
    Map<String, Counts> modules = new TreeMap<>();
    for (String line : csv.subList(1, csv.size())) {
      String[] cells = line.split(",");
      String group = cells[heading.indexOf("GROUP")];
      modules.merge(
          group.substring(group.lastIndexOf('/') + 1), Counts.of(heading, cells), Counts::plus);
    }
    StringBuilder table = new StringBuilder();
    table.append(ROW.formatted("Run by tests", "lines", "of", "branches", "of"));
    modules.forEach((module, counts) -> table.append(counts.row(module)));
    table.append(modules.values().stream().reduce(Counts.NONE, Counts::plus).row("all"));
    return table.toString();
  }

  private record Counts(long lines, long missedLines, long branches, long missedBranches) {
    private static final Counts NONE = new Counts(0, 0, 0, 0);

    private static Counts of(List<String> heading, String[] cells) {
      long missedLines = Long.parseLong(cells[heading.indexOf("LINE_MISSED")]);
      long missedBranches = Long.parseLong(cells[heading.indexOf("BRANCH_MISSED")]);
      return new Counts(
          missedLines + Long.parseLong(cells[heading.indexOf("LINE_COVERED")]),
          missedLines,
          missedBranches + Long.parseLong(cells[heading.indexOf("BRANCH_COVERED")]),
          missedBranches);
    }

    private Counts plus(Counts other) {
      return new Counts(
          lines + other.lines,
          missedLines + other.missedLines,
          branches + other.branches,
          missedBranches + other.missedBranches);
    }

    private String row(String name) {
      return ROW.formatted(
          name, share(lines, missedLines), lines, share(branches, missedBranches), branches);
    }

    /** Rounded down, so that 100 % is all of it. */
    private static String share(long all, long missed) {
      return all == 0 ? "-" : String.format(Locale.ROOT, "%d %%", 100 * (all - missed) / all);
    }
  }
}
