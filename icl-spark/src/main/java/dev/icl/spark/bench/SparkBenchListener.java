package dev.icl.spark.bench;

import java.util.Optional;

/** A listener to the progress of a benchmark, on the driver. */
@FunctionalInterface
public interface SparkBenchListener {
  /** Hears nothing. */
  SparkBenchListener NONE = (id, reason, done, cells) -> {};

  /**
   * A cell has ended.
   *
   * @param id of the cell
   * @param reason why it has no results, one sentence; empty where it has
   * @param done cells that have ended, earlier runs included
   * @param cells of the benchmark that train
   */
  void ended(String id, Optional<String> reason, int done, int cells);
}
