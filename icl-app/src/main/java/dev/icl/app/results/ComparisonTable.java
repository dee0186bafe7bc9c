package dev.icl.app.results;

import dev.icl.app.results.ComparisonReport.Row;
import dev.icl.core.text.Counts;
import dev.icl.data.metrics.LearnedNothing;
import dev.icl.data.metrics.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A comparison for people to read: a table, and a sentence on each metric. */
final class ComparisonTable {
  private final ComparisonReport report;
  private final StringBuilder text = new StringBuilder();

  ComparisonTable(ComparisonReport report) {
    this.report = report;
  }

  String text() {
    line("A: " + report.a());
    line("B: " + report.b());
    line("%s in both%s".formatted(sample(report.cases(), report.patients()), unpaired()));
    report.notes().forEach(this::line);
    line("");
    table();
    line("");
    List<Row> overall =
        report.rows().stream().filter(r -> r.label().equals(ComparisonReport.ALL_CLASSES)).toList();
    Optional<Row> useless = overall.stream().filter(ComparisonTable::isOfTwoUseless).findFirst();
    useless.ifPresentOrElse(
        row -> line(neither(row)), () -> overall.forEach(row -> line(sentence(row))));
    line(report.scope());
    return text.toString();
  }

  private void table() {
    int metric = width("metric", report.rows().stream().map(Row::metric).toList());
    int label = width("class", report.rows().stream().map(Row::label).toList());
    String columns =
        "%-"
            + metric
            + "s  %-"
            + label
            + "s  %8s  %5s  %9s  %9s  %9s  %-21s  %9s  %7s  %6s  %9s  %6s";
    String[] titles = {
      "metric",
      "class",
      "patients",
      "cases",
      "A",
      "B",
      "B - A",
      "95 % interval",
      "Wilcoxon",
      "Holm",
      "r",
      "t-test",
      "d_z"
    };
    line(columns.formatted((Object[]) titles));
    for (Row row : report.rows()) {
      line(
          columns.formatted(
              row.metric(),
              row.label(),
              row.patients(),
              row.cases(),
              number("%.4f", row.meanA()),
              number("%.4f", row.meanB()),
              signed(row.difference()),
              signed(row.ci95().get(0)) + " to " + signed(row.ci95().get(1)),
              p(row.wilcoxonP()),
              p(row.holmP()),
              number("%+.2f", row.rankBiserial()),
              p(row.tP()),
              number("%+.2f", row.cohensDz())));
    }
  }

  /** Whether neither network segments, so that no measure of theirs tells which one is better. */
  private static boolean isOfTwoUseless(Row row) {
    return row.metric().equals(Metric.DICE.column())
        && LearnedNothing.isShownBy(row.meanA())
        && LearnedNothing.isShownBy(row.meanB());
  }

  private static String neither(Row row) {
    return "Neither A nor B segments anything: mean Dice %s and %s, as of networks that predict almost only background. Their difference says nothing; train them longer, or check labels and intensities."
        .formatted(number("%.4f", row.meanA()), number("%.4f", row.meanB()));
  }

  private static String sentence(Row row) {
    return claim(row)
        + ": mean %s and %s, B - A = %s (95 %% interval %s to %s) over %s, Wilcoxon p = %s%s.%s"
            .formatted(
                number("%.4f", row.meanA()),
                number("%.4f", row.meanB()),
                signed(row.difference()),
                signed(row.ci95().get(0)),
                signed(row.ci95().get(1)),
                sample(row.cases(), row.patients()),
                p(row.holmP()),
                row.wilcoxonP() == row.holmP() ? "" : " after Holm's correction",
                row.verdict().equals("too few")
                    ? " With so few patients none could be shown" + besideOthers(row) + "."
                    : "");
  }

  /** As the test says; one patient who is far off can turn the mean around, but not the test. */
  private static String claim(Row row) {
    if (!isShown(row)) {
      return "No difference in %s is shown".formatted(row.metric());
    }
    String claim = "B is %s than A in %s".formatted(row.verdict(), row.metric());
    return row.meanAgrees()
        ? claim
        : claim
            + " by the patients' ranks, though its mean is "
            + (row.difference() == 0 ? "the same" : row.difference() < 0 ? "lower" : "higher");
  }

  private static String besideOthers(Row row) {
    return row.wilcoxonP() == row.holmP() ? "" : ", given the other tests";
  }

  private static boolean isShown(Row row) {
    return row.verdict().equals("better") || row.verdict().equals("worse");
  }

  private static String sample(int cases, int patients) {
    return Counts.of(cases, "case") + " of " + Counts.of(patients, "patient");
  }

  private String unpaired() {
    return report.onlyInA() + report.onlyInB() == 0
        ? ""
        : "; left out: %d only in A, %d only in B".formatted(report.onlyInA(), report.onlyInB());
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append(System.lineSeparator());
  }

  private static int width(String title, List<String> names) {
    return names.stream().mapToInt(String::length).reduce(title.length(), Math::max);
  }

  private static String signed(double value) {
    String signed = number("%+.4f", value);
    return signed.equals("-0.0000") ? "+0.0000" : signed;
  }

  private static String p(double value) {
    return number("%.2g", value);
  }

  private static String number(String pattern, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, pattern, value);
  }
}
