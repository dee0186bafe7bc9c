package dev.icl.spark.cohort;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a task.
 *
 * @param rows one for each of its scans, in their order; none where it was refused
 * @param refusal why no scan can be done on the executor, one sentence; null where that is not so
 */
record ChunkResult(List<CohortRow> rows, @Nullable String refusal) implements Serializable {
  /** Keeps its own copy of the list. */
  ChunkResult {
    rows = List.copyOf(rows);
  }
}
