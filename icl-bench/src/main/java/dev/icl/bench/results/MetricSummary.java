package dev.icl.bench.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.core.random.RandomKey;
import dev.icl.data.metrics.Metric;
import dev.icl.data.metrics.ScoreSummary;
import dev.icl.data.statistics.CaseStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A metric over the cases of an evaluation.
 *
 * @param unit {@code fraction}, {@code voxel}, {@code mm} or {@code ml}
 * @param higherIsBetter whether larger values are the better ones
 * @param caseMeans of each case's mean over the classes that count in it
 * @param classes of each class by name, over the cases in which it counts
 */
public record MetricSummary(
    String unit,
    @JsonProperty("higher_is_better") boolean higherIsBetter,
    @JsonProperty("case_means") Values caseMeans,
    Map<String, Values> classes) {
  /**
   * Sums up the cases of an evaluation.
   *
   * @param names of the classes
   * @param cases the metric of each class, NaN where it does not count, for every case
   * @param key decides the draws of the bootstrap
   */
  public static MetricSummary of(
      Metric metric, List<String> names, List<double[]> cases, RandomKey key) {
    RandomKey own = key.child(metric.column());
    double[] means = cases.stream().mapToDouble(ScoreSummary::meanOfCounted).toArray();
    Map<String, Values> classes = new LinkedHashMap<>();
    for (int c = 0; c < names.size(); c++) {
      int index = c;
      double[] values = cases.stream().mapToDouble(v -> v[index]).toArray();
      classes.put(names.get(c), Values.of(values, own.child(names.get(c))));
    }
    return new MetricSummary(
        metric.unit(), metric.higherIsBetter(), Values.of(means, own), classes);
  }

  /**
   * Values over cases.
   *
   * @param cases in which they count
   * @param mean of them
   * @param std sample standard deviation
   * @param median of them
   * @param ci95 lower and upper end of the bootstrap interval of the mean
   */
  public record Values(int cases, double mean, double std, double median, List<Double> ci95) {
    static Values of(double[] values, RandomKey key) {
      CaseStatistics s = CaseStatistics.of(values, key);
      List<Double> ends = List.of(s.interval().low(), s.interval().high());
      return new Values(s.count(), s.mean(), s.std(), s.median(), ends);
    }
  }
}
