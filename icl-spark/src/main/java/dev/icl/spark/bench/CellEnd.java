package dev.icl.spark.bench;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The end of a cell on an executor.
 *
 * @param id of the cell
 * @param reason why it has no results, one sentence; null where it has
 * @param seconds that it took now; 0 where it was done before
 * @param refusal why no cell can be run on the executor, one sentence; null where that is not so
 */
record CellEnd(String id, @Nullable String reason, double seconds, @Nullable String refusal)
    implements Serializable {
  /** A cell with its results. */
  static CellEnd done(String id, double seconds) {
    return new CellEnd(id, null, seconds, null);
  }
}
