package dev.icl.bench.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.data.metrics.Metric;
import dev.icl.data.statistics.PairedComparison;
import dev.icl.modules.train.ResultJson;
import java.util.List;
import java.util.Locale;

/**
 * Two evaluations, compared case by case.
 *
 * @param a the first folder
 * @param b the second folder
 * @param cases in both
 * @param onlyInA cases that B lacks; they are left out
 * @param onlyInB cases that A lacks; they are left out
 * @param rows for every metric, that of {@link #ALL_CLASSES} first, then its classes
 */
public record ComparisonReport(
    String a,
    String b,
    int cases,
    @JsonProperty("only_in_a") int onlyInA,
    @JsonProperty("only_in_b") int onlyInB,
    List<Row> rows) {
  /** The row of each case's mean over classes. */
  public static final String ALL_CLASSES = "all";

  private static final double ALPHA = 0.05;

  /** Copies the list. */
  public ComparisonReport {
    rows = List.copyOf(rows);
  }

  /**
   * A metric of a class under both conditions.
   *
   * @param metric as in {@code cases.csv}
   * @param unit of the means and the difference
   * @param label name of the class, or {@link #ALL_CLASSES}
   * @param pairs cases with a value in both
   * @param leftOut common cases without
   * @param meanA of the pairs
   * @param meanB of the pairs
   * @param difference mean of B − A
   * @param ci95 bootstrap interval of the difference
   * @param wilcoxonP two-sided
   * @param wilcoxonExact whether that is exact
   * @param zeros pairs without a difference, which the Wilcoxon test drops
   * @param holmP the Wilcoxon p-value after Holm's correction: over the metrics for the rows of all
   *     classes, over the classes of a metric for the others
   * @param rankBiserial effect size of the Wilcoxon test, positive where B is larger
   * @param tP of the paired t-test
   * @param cohensDz its effect size, positive where B is larger
   * @param verdict {@code better}, {@code worse} or {@code not shown}, of B
   */
  public record Row(
      String metric,
      String unit,
      @JsonProperty("class") String label,
      int pairs,
      @JsonProperty("left_out") int leftOut,
      @JsonProperty("mean_a") double meanA,
      @JsonProperty("mean_b") double meanB,
      double difference,
      List<Double> ci95,
      @JsonProperty("wilcoxon_p") double wilcoxonP,
      @JsonProperty("wilcoxon_exact") boolean wilcoxonExact,
      int zeros,
      @JsonProperty("holm_p") double holmP,
      @JsonProperty("rank_biserial") double rankBiserial,
      @JsonProperty("t_p") double tP,
      @JsonProperty("cohens_dz") double cohensDz,
      String verdict) {
    static Row of(Metric metric, String label, PairedComparison c, double holmP) {
      boolean shown = holmP <= ALPHA && c.wilcoxon().rankBiserial() != 0;
      boolean better = c.wilcoxon().rankBiserial() > 0 == metric.higherIsBetter();
      return new Row(
          metric.column(),
          metric.unit(),
          label,
          c.pairs(),
          c.leftOut(),
          c.meanA(),
          c.meanB(),
          c.difference(),
          List.of(c.interval().low(), c.interval().high()),
          c.pairs() == 0 ? Double.NaN : c.wilcoxon().pValue(),
          c.wilcoxon().exact(),
          c.wilcoxon().zeros(),
          holmP,
          c.wilcoxon().rankBiserial(),
          c.t().pValue(),
          c.t().cohensDz(),
          !shown ? "not shown" : better ? "better" : "worse");
    }

    /** One plain sentence. */
    String sentence() {
      String facts =
          "mean %s, B - A = %s (95 %% interval %s to %s) over %d cases, Wilcoxon p = %s%s"
              .formatted(
                  number(meanA) + " and " + number(meanB),
                  signed(difference),
                  signed(ci95.get(0)),
                  signed(ci95.get(1)),
                  pairs,
                  p(holmP),
                  wilcoxonP == holmP ? "" : " after Holm's correction");
      String claim =
          verdict.equals("not shown")
              ? "No difference in %s is shown".formatted(metric)
              : "B is %s than A in %s".formatted(verdict, metric);
      return claim + ": " + facts + "." + caution();
    }

    /** With n pairs no two-sided p-value is below 2 / 2ⁿ. */
    private String caution() {
      return Math.pow(0.5, pairs - 1.0) > ALPHA ? " With so few cases no difference could be." : "";
    }
  }

  /** As indented JSON. */
  public String toJson() {
    return ResultJson.indented(this);
  }

  /** A table and a sentence on each metric, for people. */
  public String toTable() {
    StringBuilder text = new StringBuilder();
    line(text, "A: " + a);
    line(text, "B: " + b);
    line(text, cases + " cases in both" + unpaired());
    line(text, "");
    int metric = width("metric", rows.stream().map(Row::metric).toList());
    int label = width("class", rows.stream().map(Row::label).toList());
    String columns =
        "%-"
            + metric
            + "s  %-"
            + label
            + "s  %5s  %9s  %9s  %9s  %-21s  %9s  %7s"
            + "  %6s  %9s  %6s";
    line(
        text,
        String.format(
            Locale.ROOT,
            columns,
            "metric",
            "class",
            "cases",
            "A",
            "B",
            "B - A",
            "95 % interval",
            "Wilcoxon",
            "Holm",
            "r",
            "t-test",
            "d_z"));
    for (Row row : rows) {
      line(
          text,
          String.format(
              Locale.ROOT,
              columns,
              row.metric(),
              row.label(),
              row.pairs(),
              number(row.meanA()),
              number(row.meanB()),
              signed(row.difference()),
              signed(row.ci95().get(0)) + " to " + signed(row.ci95().get(1)),
              p(row.wilcoxonP()),
              p(row.holmP()),
              effect(row.rankBiserial()),
              p(row.tP()),
              effect(row.cohensDz())));
    }
    line(text, "");
    rows.stream()
        .filter(row -> row.label().equals(ALL_CLASSES))
        .forEach(row -> line(text, row.sentence()));
    return text.toString();
  }

  private String unpaired() {
    return onlyInA + onlyInB == 0
        ? ""
        : "; left out: %d only in A, %d only in B".formatted(onlyInA, onlyInB);
  }

  private static void line(StringBuilder text, String line) {
    text.append(line.stripTrailing()).append(System.lineSeparator());
  }

  private static int width(String title, List<String> names) {
    return names.stream().mapToInt(String::length).reduce(title.length(), Math::max);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String signed(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%+.4f", value);
  }

  private static String effect(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%+.2f", value);
  }

  private static String p(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2g", value);
  }
}
