package dev.icl.bench.matrix;

import dev.icl.bench.matrix.PlannedCell.Task;
import dev.icl.core.error.UserException;
import dev.icl.report.analysis.Speed;
import dev.icl.report.record.BenchJson;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The timings that other work disturbed, by the matrix products that each measured beside its
 * steps. Each is measured again, a bounded number of times, and the least disturbed measurement
 * counts. What was measured first stays in a file until then, whatever happens.
 *
 * @param folder of the benchmark
 * @param plan of its cells
 */
record DisturbedTimings(BenchFolder folder, BenchPlan plan) {
  /** The number of times that a timing is measured at most, the first one included. */
  static final int MEASUREMENTS = 3;

  /**
   * Those that are to be measured again, in the order of the plan.
   *
   * @param ended a timing of this machine; those of others are not judged by it
   */
  List<PlannedCell> like(PlannedCell ended) {
    Optional<String> machine = row(folder.file(ended)).map(Cell::machine);
    Map<PlannedCell, Timing> timings = new LinkedHashMap<>();
    Map<List<String>, Double> best = new HashMap<>();
    for (PlannedCell cell : plan.cells()) {
      Optional<Timing> timing =
          cell.task() == Task.TIMING
              ? row(folder.file(cell))
                  .filter(row -> machine.equals(Optional.of(row.machine())))
                  .map(Cell::timing)
              : Optional.empty();
      if (timing.isPresent()) {
        timings.put(cell, timing.get());
        best.merge(place(cell), timing.get().matmulGflops(), Math::max);
      }
    }
    return timings.entrySet().stream()
        .filter(
            e ->
                e.getValue().measured() < MEASUREMENTS
                    && Speed.isDisturbed(
                        e.getValue(), best.getOrDefault(place(e.getKey()), Double.NaN)))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Rates of different engines and devices tell nothing of each other. */
  private static List<String> place(PlannedCell cell) {
    return List.of(cell.key().engine(), cell.key().device());
  }

  /** The row of a timing in a file that is there and has a result. */
  private static Optional<Cell> row(Path file) {
    return Files.exists(file)
        ? Optional.of(BenchJson.read(file, CellFile.class))
            .filter(CellFile::isDone)
            .map(CellFile::cell)
            .filter(row -> row.timing() != null)
        : Optional.empty();
  }

  /** Makes place for another measurement. */
  void setAside(PlannedCell cell) {
    move(folder.file(cell), folder.disturbed(cell));
  }

  /**
   * Chooses between the measurements of a cell whose process has ended, successfully or not; does
   * nothing with one that was measured once, and chooses the same if it is asked twice.
   */
  void settle(PlannedCell cell) {
    Path aside = folder.disturbed(cell);
    if (!Files.exists(aside)) {
      return;
    }
    Optional<Cell> before = row(aside);
    Optional<Cell> again = row(folder.file(cell));
    // a benchmark that goes on with another machine measures anew
    if (before.isPresent()
        && (again.isEmpty() || again.get().machine().equals(before.get().machine()))) {
      boolean better = again.isPresent() && rate(again.get()) > rate(before.get());
      CellFile kept =
          BenchJson.read(better ? folder.file(cell) : aside, CellFile.class)
              .measured(timing(before.get()).measured() + 1);
      BenchJson.write(kept, folder.file(cell));
    }
    try {
      Files.delete(aside);
    } catch (IOException e) {
      throw new UserException(aside + " cannot be removed; check its permissions.", e);
    }
  }

  private static double rate(Cell row) {
    return timing(row).matmulGflops();
  }

  private static Timing timing(Cell row) {
    return Objects.requireNonNull(row.timing(), row.id());
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserException(to + " cannot be written; check its permissions.", e);
    }
  }
}
