package dev.icl.bench.matrix;

import dev.icl.app.config.ConfigChange;
import dev.icl.bench.config.BenchChanges;
import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.config.BenchConfigReader;
import dev.icl.bench.config.BenchConfigWriter;
import dev.icl.bench.machine.ThisMachine;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.report.record.BenchJson;
import dev.icl.report.record.BenchRecord;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The cells of a benchmark, run apart: by any number of processes, on any machines that see its
 * folder. {@link Benchmark} runs all of them on one machine, and goes on with what is left of
 * these.
 */
public final class CellsApart {
  private final BenchConfig config;
  private final BenchPlan plan;
  private final BenchFolder folder;

  /**
   * Plans a benchmark. Writes nothing.
   *
   * @param config of the benchmark, all axes resolved
   * @param folder of the benchmark, which every process sees
   * @throws UserException if values of the axes do not fit together
   */
  public CellsApart(BenchConfig config, BenchFolder folder) {
    this.config = config;
    this.plan = BenchPlan.of(config);
    this.folder = folder;
  }

  /**
   * The cells of a folder in which a benchmark was begun.
   *
   * @param workingDirectory the folder that relative names in its configuration start from
   * @throws UserException if there is none, or its configuration cannot be read
   */
  public static CellsApart in(BenchFolder folder, Path workingDirectory) {
    return new CellsApart(
        new BenchConfigReader(Map.of(), workingDirectory).read(folder.config(), List.of()), folder);
  }

  /** The plan of all cells, timings and those that are done included. */
  public BenchPlan plan() {
    return plan;
  }

  /**
   * Puts the configuration into the folder, from where the processes of cells take it. Several
   * processes may do so at the same time.
   *
   * @param workingDirectory as above
   * @throws UserException if a benchmark with other settings was begun there, or the folder cannot
   *     be written
   */
  public void begin(Path workingDirectory) {
    if (!Files.exists(folder.config())) {
      byte[] text = BenchConfigWriter.toYaml(config).getBytes(StandardCharsets.UTF_8);
      try {
        AtomicFile.write(folder.config(), false, out -> out.write(text));
      } catch (UserException e) {
        if (!Files.exists(folder.config())) {
          throw e;
        }
      }
    }
    List<ConfigChange> other = BenchChanges.between(in(folder, workingDirectory).config, config);
    if (!other.isEmpty()) {
      throw new UserException(
          "--cell: %s was begun with other settings than are given now: %s; leave them out, since all cells are of one benchmark, or name another folder with --out."
              .formatted(
                  folder.path(),
                  other.stream().map(ConfigChange::toString).collect(Collectors.joining(", "))));
    }
  }

  /**
   * Runs some cells, each in a process of its own, but none that is done. Other processes may run
   * others meanwhile. Call {@link #begin} before, and {@link #collect} when all have ended.
   *
   * @param cells of the plan, no timings
   * @param home the top of the project
   * @param command the command that starts a cell's process
   * @param listener told of the progress, by the calling thread
   * @param stop whether to stop; asked several times a second
   * @return whether every one of them has ended, with results or without
   * @throws UserException if one is a timing, or the data are not those of the cells that are done
   */
  public boolean run(
      List<PlannedCell> cells,
      Path home,
      CellCommand command,
      BenchListener listener,
      BooleanSupplier stop)
      throws InterruptedException {
    cells.forEach(CellsApart::requireApart);
    CellData.requireSame(plan, folder);
    CellScheduler scheduler =
        new CellScheduler(
            folder,
            new BenchPlan(cells, List.of()),
            config.bench().trainingsAtOnce(Runtime.getRuntime().availableProcessors()),
            command,
            new FailedCells(
                ThisMachine.describe(home, Map.of()),
                ManagementFactory.getRuntimeMXBean().getInputArguments()),
            listener,
            stop);
    return scheduler.run();
  }

  /**
   * Refuses a cell that is worth nothing apart from the others.
   *
   * @throws UserException if it is a timing
   */
  public static void requireApart(PlannedCell cell) {
    if (cell.task() == PlannedCell.Task.TIMING) {
      throw new UserException(
          "--cell: %s is a timing, which compares only with others made in turn on the same machine: leave it to icl bench --resume on a machine that is free."
              .formatted(cell.id()));
    }
  }

  /**
   * Writes {@code bench.json} of the cells that have ended so far, wherever they ran.
   *
   * @return the record
   * @throws UserException if a cell's file is damaged, or the record cannot be written
   */
  public BenchRecord collect() {
    BenchRecord record = new RecordMaker(folder, config, plan, Map.of()).make();
    BenchJson.write(record, folder.record());
    return record;
  }
}
