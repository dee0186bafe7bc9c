package dev.icl.bench.matrix;

import dev.icl.bench.matrix.PlannedCell.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The queue that decides which cells run at the same time. */
final class CellQueue {
  private final List<PlannedCell> waiting;
  private final int atOnce;
  private final boolean gpu;

  /**
   * @param cells in the order to start them
   * @param atOnce the number that may run at once, if they are no timings
   * @param gpu whether the machine has a GPU
   */
  CellQueue(Collection<PlannedCell> cells, int atOnce, boolean gpu) {
    this.gpu = gpu;
    this.waiting = new ArrayList<>(cells);
    this.atOnce = atOnce;
  }

  /**
   * Takes the next cell that may start now. A timing starts and stays alone; no other overtakes it.
   */
  Optional<PlannedCell> next(List<PlannedCell> running) {
    if (running.size() >= atOnce || running.stream().anyMatch(c -> c.task() == Task.TIMING)) {
      return running.isEmpty() ? take(0) : Optional.empty();
    }
    boolean gpuTaken = running.stream().anyMatch(cell -> cell.wantsGpu(gpu));
    for (int i = 0; i < waiting.size(); i++) {
      PlannedCell cell = waiting.get(i);
      if (cell.task() == Task.TIMING) {
        return running.isEmpty() ? take(i) : Optional.empty();
      }
      if (!(gpuTaken && cell.wantsGpu(gpu))) {
        return take(i);
      }
    }
    return Optional.empty();
  }

  private Optional<PlannedCell> take(int place) {
    return place < waiting.size() ? Optional.of(waiting.remove(place)) : Optional.empty();
  }

  /** Takes cells in before all others. */
  void first(List<PlannedCell> cells) {
    waiting.addAll(0, cells);
  }

  List<PlannedCell> waiting() {
    return List.copyOf(waiting);
  }
}
