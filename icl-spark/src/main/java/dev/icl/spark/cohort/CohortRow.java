package dev.icl.spark.cohort;

import dev.icl.app.predict.ScanRecord;
import dev.icl.data.metrics.ClassScores;
import dev.icl.data.metrics.Metric;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scan of a cohort in the table of results.
 *
 * @param record the outcome
 * @param bytes of its files
 * @param executor that did it, as Spark names it
 * @param scores of each class but the background, in the order of {@link Metric}; NaN where a
 *     metric was not measured; null where there is no reference
 * @param unscored why it has no scores although there is a reference; null where it has
 */
record CohortRow(
    ScanRecord record,
    long bytes,
    String executor,
    double @Nullable [][] scores,
    @Nullable String unscored)
    implements Serializable {
  /** A row without scores. */
  static CohortRow of(ScanRecord record, long bytes, String executor) {
    return new CohortRow(record, bytes, executor, null, null);
  }

  /** The same with scores, one entry a class but the background. */
  CohortRow scored(List<ClassScores> classes) {
    double[][] values = new double[classes.size()][Metric.values().length];
    for (int c = 0; c < values.length; c++) {
      for (Metric metric : Metric.values()) {
        values[c][metric.ordinal()] = classes.get(c).get(metric);
      }
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
