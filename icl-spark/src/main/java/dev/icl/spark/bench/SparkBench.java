package dev.icl.spark.bench;

import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.Benchmark;
import dev.icl.bench.matrix.CellsApart;
import dev.icl.bench.matrix.PlannedCell;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import dev.icl.spark.job.StreamedJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The trainings of a benchmark as tasks of Apache Spark, each in a process of its own beside an
 * executor, as {@code icl bench} would have it done. Timings and comparisons of engines step by
 * step stay with {@code icl bench --resume} on one machine: their figures compare only there.
 *
 * <p>Results are in the benchmark's folder, which driver and executors share. A cell that is done
 * stays done, whatever happens to executors and driver; one that was interrupted goes on from its
 * last state.
 */
public final class SparkBench {
  private final JavaSparkContext spark;

  /**
   * @param spark not closed
   */
  public SparkBench(JavaSparkContext spark) {
    this.spark = spark;
  }

  /**
   * Runs every cell that trains and is not done, and writes {@code bench.json}.
   *
   * @param config of the benchmark, all axes resolved
   * @param out its folder; one in which the same benchmark was begun goes on
   * @param listener told of the progress
   * @throws UserException if a setting, an engine or the data cannot be used, another benchmark is
   *     in the folder, or an executor can run no cell
   */
  public SparkBenchResult run(BenchConfig config, Path out, SparkBenchListener listener) {
    Path here = Path.of("").toAbsolutePath();
    BenchFolder folder = new BenchFolder(here.resolve(out).normalize());
    Benchmark.of(config, folder).check(EnginePlugins.discover());
    CellsApart cells = new CellsApart(config, folder);
    cells.begin(here);
    List<PlannedCell> trainings =
        cells.plan().cells().stream().filter(c -> c.task() == PlannedCell.Task.TRAIN).toList();
    Count count = new Count(trainings.size(), listener);
    List<String> left = new ArrayList<>();
    for (PlannedCell cell : trainings) {
      if (folder.isDone(cell)) {
        count.done++;
      } else {
        left.add(cell.id());
      }
    }
    run(left, new CellBody(folder.path().toString(), here.toString()), count);
    return new SparkBenchResult(
        cells.collect(),
        trainings.size(),
        count.done,
        List.copyOf(count.failures.values()),
        cells.plan().cells().size() - trainings.size());
  }

  /** Until all have ended; one that ends executors again and again is left out of the next job. */
  private void run(List<String> ids, CellBody body, Count count) {
    List<String> left = ids;
    while (!left.isEmpty()) {
      List<String> now = left;
      List<String> next = new ArrayList<>(now);
      OptionalInt givenUp =
          StreamedJob.run(
              spark,
              now,
              body,
              CellEnd.class,
              (place, end) -> {
                next.remove(end.id());
                count.add(end);
              });
      givenUp.ifPresent(
          place -> {
            String id = now.get(place);
            next.remove(id);
            count.add(
                new CellEnd(
                    id,
                    "%s was given up: its process or its executor was ended each time; its log.txt and the log of Spark say more."
                        .formatted(id),
                    0,
                    null));
          });
      left = next;
    }
  }

  /** The driver's count of cells that have ended. */
  private static final class Count {
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final int cells;
    private final SparkBenchListener listener;
    private int done;

    Count(int cells, SparkBenchListener listener) {
      this.cells = cells;
      this.listener = listener;
    }

    void add(CellEnd end) {
      if (end.refusal() != null) {
        throw new UserException(end.refusal());
      }
      if (end.reason() == null) {
        done++;
      } else {
        failures.put(end.id(), end.reason());
      }
      listener.ended(end.id(), Optional.ofNullable(end.reason()), done + failures.size(), cells);
    }
  }
}
