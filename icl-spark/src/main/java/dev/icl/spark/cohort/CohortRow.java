package dev.icl.spark.cohort;

import dev.icl.app.predict.ScanRecord;
import dev.icl.data.metrics.ClassScores;
import dev.icl.data.metrics.Metric;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scan of a cohort in the table of results.
 *
 * @param record the outcome
 * @param bytes of its files
 * @param executor that did it, as Spark names it
 * @param scores of each class but the background, as far as a metric was measured; null where there
 *     is no reference
 * @param unscored why it has no scores although there is a reference; null where it has
 */
record CohortRow(
    ScanRecord record,
    long bytes,
    String executor,
    @Nullable List<Map<Metric, Double>> scores,
    @Nullable String unscored)
    implements Serializable {
  /** A row without scores. */
  static CohortRow of(ScanRecord record, long bytes, String executor) {
    return new CohortRow(record, bytes, executor, null, null);
  }

  /** The same with scores, one entry a class but the background. */
  CohortRow scored(List<ClassScores> classes) {
    List<Map<Metric, Double>> values = new ArrayList<>();
    for (ClassScores scored : classes) {
      Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
      scored.metrics().forEach(metric -> metrics.put(metric, scored.get(metric)));
      values.add(metrics);
    }
    return new CohortRow(record, bytes, executor, values, null);
  }

  /** The same with the reason why there are no scores. */
  CohortRow unscored(String reason) {
    return new CohortRow(record, bytes, executor, null, reason);
  }

  /** Whether another try may do better. */
  boolean mayBeTriedAgain() {
    return record.status() == ScanRecord.Status.UNEXPECTED;
  }
}
