package dev.icl.spark.bench;

import dev.icl.report.record.BenchRecord;
import java.util.List;

/**
 * The outcome of a benchmark on a cluster.
 *
 * @param record what was measured so far, earlier runs included
 * @param cells that train
 * @param done those of them with results
 * @param failures a sentence for each of the others
 * @param elsewhere cells that were left to {@code icl bench --resume} on one machine
 */
public record SparkBenchResult(
    BenchRecord record, int cells, int done, List<String> failures, int elsewhere) {
  /** Keeps its own copy of the list. */
  public SparkBenchResult {
    failures = List.copyOf(failures);
  }
}
