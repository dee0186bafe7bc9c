package dev.icl.bench.matrix;

import dev.icl.bench.matrix.PlannedCell.Task;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Estimates how long a benchmark still takes: cells of a task take as long as those before. */
final class Forecast {
  /** A process that has done less tells too little. */
  private static final double TELLING = 0.05;

  private final int atOnce;
  private final Map<Task, Double> seconds = new EnumMap<>(Task.class);
  private final Map<Task, Integer> cells = new EnumMap<>(Task.class);

  /**
   * @param atOnce the number of cells other than timings that run at once
   */
  Forecast(int atOnce) {
    this.atOnce = atOnce;
  }

  void ended(PlannedCell cell, double took) {
    seconds.merge(cell.task(), took, Double::sum);
    cells.merge(cell.task(), 1, Integer::sum);
  }

  /** Seconds that are left; empty while there is a task of which nothing is known. */
  OptionalDouble left(Collection<PlannedCell> waiting, List<CellChild> running) {
    double left = 0;
    for (PlannedCell cell : waiting) {
      double expected = expected(cell.task(), running);
      left += expected / slots(cell.task());
    }
    for (CellChild child : running) {
      double expected = Math.max(expected(child.cell().task(), running), child.seconds());
      left += expected * (1 - child.share()) / slots(child.cell().task());
    }
    return Double.isNaN(left) ? OptionalDouble.empty() : OptionalDouble.of(left);
  }

  private int slots(Task task) {
    return task == Task.TIMING ? 1 : atOnce;
  }

  private double expected(Task task, List<CellChild> running) {
    int ended = cells.getOrDefault(task, 0);
    if (ended > 0) {
      return seconds.getOrDefault(task, 0.0) / ended;
    }
    return running.stream()
        .filter(child -> child.cell().task() == task && child.share() > TELLING)
        .mapToDouble(child -> child.seconds() / child.share())
        .average()
        .orElse(Double.NaN);
  }
}
