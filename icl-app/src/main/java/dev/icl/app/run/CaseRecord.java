package dev.icl.app.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.data.metrics.ClassScores;
import dev.icl.data.metrics.Metric;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The scores of one case as a process keeps them for the others that score the rest.
 *
 * @param name of the case
 * @param patient whose scan it is
 * @param slices how many it has
 * @param classes for each foreground class what was measured, by its column in {@code cases.csv};
 *     null where the class is not counted
 * @param references the print of each of them in the reference label map; empty where an earlier
 *     release scored the case
 * @param seconds that reading, segmenting and scoring it took
 * @param metricsSeconds the part of it that scoring took
 * @param peakRssMb the most memory that the process had held by then, MiB
 */
public record CaseRecord(
    @JsonProperty("case") String name,
    String patient,
    int slices,
    List<Map<String, @Nullable Double>> classes,
    List<String> references,
    double seconds,
    double metricsSeconds,
    long peakRssMb) {
  /** A file of an earlier release has no references. */
  public CaseRecord {
    references = references == null ? List.of() : List.copyOf(references);
  }

  /**
   * The record of scores.
   *
   * @param score of the case
   * @param seconds as above
   * @param metricsSeconds as above
   * @param peakRssMb as above
   */
  static CaseRecord of(CaseScore score, double seconds, double metricsSeconds, long peakRssMb) {
    return new CaseRecord(
        score.name(),
        score.patient(),
        score.slices(),
        score.classes().stream().map(CaseRecord::values).toList(),
        score.references(),
        seconds,
        metricsSeconds,
        peakRssMb);
  }

  private static Map<String, @Nullable Double> values(ClassScores scores) {
    Map<String, @Nullable Double> values = new LinkedHashMap<>();
    for (Metric metric : Metric.values()) {
      if (scores.metrics().contains(metric)) {
        values.put(metric.column(), scores.get(metric));
      }
    }
    return values;
  }

  /** The scores, to the last bit as they were measured. */
  public CaseScore score() {
    return new CaseScore(
        name, patient, slices, classes.stream().map(CaseRecord::scores).toList(), references);
  }

  private static ClassScores scores(Map<String, @Nullable Double> values) {
    Map<Metric, Double> scores = new EnumMap<>(Metric.class);
    values.forEach(
        (column, value) -> {
          Optional<Metric> metric = Metric.named(column);
          metric.ifPresent(known -> scores.put(known, value == null ? Double.NaN : value));
        });
    return new ClassScores(scores);
  }
}
