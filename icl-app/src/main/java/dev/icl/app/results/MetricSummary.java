package dev.icl.app.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.core.random.RandomKey;
import dev.icl.data.metrics.Metric;
import dev.icl.data.metrics.ScoreSummary;
import dev.icl.data.statistics.Observation;
import dev.icl.data.statistics.PatientStatistics;
import dev.icl.data.statistics.ScoreOrigin;
import java.util.ArrayList;
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
   * @param metric the metric that is summed up
   * @param names of the classes
   * @param cases the metric of each class, NaN where it does not count, for every case
   * @param scans whose each case is
   * @param key decides the draws of the bootstrap
   */
  public static MetricSummary of(
      Metric metric,
      List<String> names,
      List<double[]> cases,
      List<ScoreOrigin> scans,
      RandomKey key) {
    RandomKey own = key.child(metric.column());
    double[] means = cases.stream().mapToDouble(ScoreSummary::meanOfCounted).toArray();
    Map<String, Values> classes = new LinkedHashMap<>();
    for (int c = 0; c < names.size(); c++) {
      int index = c;
      double[] values = cases.stream().mapToDouble(v -> v[index]).toArray();
      classes.put(names.get(c), Values.of(values, scans, own.child(names.get(c))));
    }
    return new MetricSummary(
        metric.unit(), metric.higherIsBetter(), Values.of(means, scans, own), classes);
  }

  /**
   * Values over patients and their cases.
   *
   * @param patients in whom they count
   * @param cases in which they count
   * @param mean over the cases
   * @param std sample standard deviation of the patients' means
   * @param median of the patients' means
   * @param ci95 lower and upper end of the bootstrap interval of the mean over patients
   */
  public record Values(
      int patients, int cases, double mean, double std, double median, List<Double> ci95) {
    static Values of(double[] values, List<ScoreOrigin> scans, RandomKey key) {
      List<Observation> scores = new ArrayList<>();
      for (int i = 0; i < values.length; i++) {
        scores.add(new Observation(scans.get(i), values[i]));
      }
      PatientStatistics s = PatientStatistics.of(scores, key);
      List<Double> ends = List.of(s.interval().low(), s.interval().high());
      return new Values(s.patients(), s.cases(), s.mean(), s.std(), s.median(), ends);
    }
  }
}
