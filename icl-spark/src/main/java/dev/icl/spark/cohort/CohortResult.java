package dev.icl.spark.cohort;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The outcome for the scans of a cohort.
 *
 * @param scans a row a scan, read from {@code scans.parquet} in the folder of the results; {@code
 *     docs/cluster.md} lists the columns
 * @param csv the file of the same table
 * @param segmented how many were segmented now
 * @param kept how many files were there already
 * @param failed how many cannot be segmented
 * @param failures sentences for the first of these
 * @param unexpected whether one of these is no mistake of the user
 */
public record CohortResult(
    Dataset<Row> scans,
    Path csv,
    int segmented,
    int kept,
    int failed,
    List<String> failures,
    boolean unexpected) {
  /** Keeps its own copy of the list. */
  public CohortResult {
    failures = List.copyOf(failures);
  }
}
