package dev.icl.bench.matrix;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A listener to the progress of a benchmark, always called by the same thread. */
public interface BenchListener {
  /** A cell's process was started. */
  void started(PlannedCell cell);

  /** Some time has passed. */
  void progress(Progress progress);

  /**
   * A cell's process has ended.
   *
   * @param outcome its outcome
   */
  void ended(PlannedCell cell, Outcome outcome);

  /** Something that the user should know, in a sentence. */
  void warning(String sentence);

  /**
   * The progress of the benchmark.
   *
   * @param done cells that have ended, earlier runs of the benchmark included
   * @param failed those of them without results
   * @param cells the number of cells
   * @param running the cells that are running
   * @param secondsElapsed since this run began
   * @param secondsLeft an estimate; empty until there is something to base it on
   */
  record Progress(
      int done,
      int failed,
      int cells,
      List<Running> running,
      double secondsElapsed,
      OptionalDouble secondsLeft) {
    /** Copies the list. */
    public Progress {
      running = List.copyOf(running);
    }
  }

  /**
   * A cell whose process runs.
   *
   * @param cell the cell
   * @param share of its work that is done, from 0 to 1
   */
  record Running(PlannedCell cell, double share) {}

  /**
   * The outcome of a cell.
   *
   * @param reason why it failed or was interrupted; null if it is done
   * @param seconds that its process lived
   * @param kept whether the end is one that {@code --resume} builds on
   * @param file its result; null if it was interrupted
   */
  record Outcome(@Nullable String reason, double seconds, boolean kept, @Nullable CellFile file) {
    /** Whether it has results. */
    public boolean isDone() {
      return reason == null;
    }
  }
}
