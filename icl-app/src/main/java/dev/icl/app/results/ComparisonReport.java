package dev.icl.app.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.core.json.Json;
import dev.icl.data.metrics.Metric;
import dev.icl.data.statistics.JudgedComparison;
import dev.icl.data.statistics.PairedComparison;
import java.util.List;
import java.util.Locale;

/**
 * Two evaluations, compared case by case and tested patient by patient.
 *
 * @param a the first folder
 * @param b the second folder
 * @param patients whose scans the cases in both are
 * @param cases in both
 * @param onlyInA cases that B lacks; they are left out
 * @param onlyInB cases that A lacks; they are left out
 * @param notes sentences on where the patients are from if not both results tell them, and on
 *     networks that were chosen on the scored cases
 * @param scope a sentence on what the tests speak of
 * @param rows for every metric, that of {@link #ALL_CLASSES} first, then its classes
 */
public record ComparisonReport(
    String a,
    String b,
    int patients,
    int cases,
    @JsonProperty("only_in_a") int onlyInA,
    @JsonProperty("only_in_b") int onlyInB,
    List<String> notes,
    String scope,
    List<Row> rows) {
  /** The row of each case's mean over classes. */
  public static final String ALL_CLASSES = "all";

  /** Copies the lists. */
  public ComparisonReport {
    notes = List.copyOf(notes);
    rows = List.copyOf(rows);
  }

  /**
   * A metric of a class under both conditions.
   *
   * @param metric as in {@code cases.csv}
   * @param unit of the means and the difference
   * @param label name of the class, or {@link #ALL_CLASSES}
   * @param patients who have a value in both, the n of the tests: one difference each
   * @param cases scans of these patients with a value in both
   * @param leftOut common cases without
   * @param meanA over the cases
   * @param meanB over the cases
   * @param difference mean of B − A over the cases
   * @param ci95 bootstrap interval of the difference over patients
   * @param wilcoxonP two-sided
   * @param wilcoxonExact whether that is exact
   * @param zeros patients without a difference, which the Wilcoxon test drops
   * @param holmP the Wilcoxon p-value after Holm's correction: over the metrics for the rows of all
   *     classes, over the classes of a metric for the others
   * @param rankBiserial effect size of the Wilcoxon test, positive where B is larger
   * @param meanAgrees whether the mean difference has the sign of that effect; one patient who is
   *     far off can turn the mean around, but not the test
   * @param tP of the paired t-test
   * @param cohensDz its effect size, positive where B is larger
   * @param verdict of B: {@code better}, {@code worse}, {@code not shown}, or {@code too few} where
   *     with so few patients, and the family's other tests as they are, none could be shown
   */
  public record Row(
      String metric,
      String unit,
      @JsonProperty("class") String label,
      int patients,
      int cases,
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
      @JsonProperty("mean_agrees") boolean meanAgrees,
      @JsonProperty("t_p") double tP,
      @JsonProperty("cohens_dz") double cohensDz,
      String verdict) {
    static Row of(Metric metric, String label, JudgedComparison judged) {
      PairedComparison c = judged.comparison();
      return new Row(
          metric.column(),
          metric.unit(),
          label,
          c.patients(),
          c.cases(),
          c.leftOut(),
          c.meanA(),
          c.meanB(),
          c.difference(),
          List.of(c.interval().low(), c.interval().high()),
          c.wilcoxonP(),
          c.wilcoxon().exact(),
          c.wilcoxon().zeros(),
          judged.holmP(),
          c.wilcoxon().rankBiserial(),
          c.isOfOneDirection(),
          c.t().pValue(),
          c.t().cohensDz(),
          judged.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
  }

  /** As indented JSON. */
  public String toJson() {
    return Json.indented(this);
  }

  /** A table and a sentence on each metric, for people. */
  public String toTable() {
    return new ComparisonTable(this).text();
  }
}
