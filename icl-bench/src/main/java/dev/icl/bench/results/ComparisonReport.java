package dev.icl.bench.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.data.metrics.Metric;
import dev.icl.data.statistics.PairedComparison;
import dev.icl.modules.train.ResultJson;
import java.util.List;

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

  static final double ALPHA = 0.05;

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
  }

  /** As indented JSON. */
  public String toJson() {
    return ResultJson.indented(this);
  }

  /** A table and a sentence on each metric, for people. */
  public String toTable() {
    return new ComparisonTable(this).text();
  }
}
