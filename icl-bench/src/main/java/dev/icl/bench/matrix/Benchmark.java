package dev.icl.bench.matrix;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.ConfigChange;
import dev.icl.app.config.RunConfig;
import dev.icl.app.plan.LeastMemory;
import dev.icl.app.plan.TrainingNeeds;
import dev.icl.app.plan.TrainingPlan;
import dev.icl.app.run.RunFolder;
import dev.icl.app.run.RunLock;
import dev.icl.app.run.Training;
import dev.icl.bench.config.BenchChanges;
import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.config.BenchConfigWriter;
import dev.icl.bench.machine.ThisMachine;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import dev.icl.data.Datasets;
import dev.icl.report.record.BenchJson;
import dev.icl.report.record.BenchRecord;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A benchmark: its configuration, its plan and its folder. */
public final class Benchmark {
  private static final long WAIT_SECONDS = 300;
  private static final long POLL_MILLIS = 100;

  /**
   * The keys that may have another value when a benchmark is resumed: where things are, and what it
   * is called.
   */
  private static final Set<String> FREE =
      Set.of(
          "bench.title",
          // an axis decides these
          "engine",
          "device",
          "data.root",
          "data.split",
          "data.cache",
          "data.cache_mb",
          "data.memory_mb",
          "data.workers");

  private final BenchConfig config;
  private final BenchPlan plan;
  private final BenchFolder folder;
  private final List<ConfigChange> changes;

  private Benchmark(
      BenchConfig config, BenchPlan plan, BenchFolder folder, List<ConfigChange> changes) {
    this.config = config;
    this.plan = plan;
    this.folder = folder;
    this.changes = changes;
  }

  /**
   * Plans a benchmark. Writes nothing.
   *
   * @throws UserException if values of the axes do not fit together
   */
  public static Benchmark of(BenchConfig config, BenchFolder folder) {
    return new Benchmark(config, BenchPlan.of(config), folder, List.of());
  }

  /**
   * Plans what is left of a benchmark. Writes nothing.
   *
   * @param kept the configuration that it was started with
   * @param given the configuration that it is to continue with
   * @param folder the folder of the benchmark
   * @throws UserException if they differ in what decides results, or values do not fit together
   */
  public static Benchmark resumed(BenchConfig kept, BenchConfig given, BenchFolder folder) {
    List<ConfigChange> changes = BenchChanges.between(kept, given);
    List<ConfigChange> decisive =
        changes.stream().filter(change -> !FREE.contains(change.key())).toList();
    if (!decisive.isEmpty()) {
      throw new UserException(
          "--resume: %s was begun with other settings than are given now: %s; set them as they were or leave them out to continue it, or name another folder with --out."
              .formatted(
                  folder.path(),
                  decisive.stream().map(ConfigChange::toString).collect(Collectors.joining(", "))));
    }
    return new Benchmark(given, BenchPlan.of(given), folder, changes);
  }

  /** The plan of the cells, in order. */
  public BenchPlan plan() {
    return plan;
  }

  /**
   * Finds mistakes that would make cells fail: engines, methods and networks that are not there,
   * data that cannot be opened or are others than those of cells that are done, settings that do
   * not fit together, weights that exceed the machine's memory. What else depends on the machine,
   * such as a GPU, is left to the cells.
   *
   * @throws UserException for the first one
   */
  public void check(EnginePlugins plugins) {
    config.bench().engines().forEach(plugins::select);
    requireMemory(plugins);
    Set<List<Object>> seen = new HashSet<>();
    DistinctDraws draws = new DistinctDraws();
    for (PlannedCell cell : plan.cells()) {
      if (seen.add(
          List.of(
              cell.key().method(),
              cell.key().variant(),
              cell.key().network(),
              cell.key().labeled(),
              cell.key().labelDraw()))) {
        Set<String> patients = Training.check(cell.config());
        draws.add(cell.key().labeled(), cell.key().labelDraw(), patients);
      }
    }
    CellData.requireSame(plan, folder);
  }

  private void requireMemory(EnginePlugins plugins) {
    Map<List<Object>, Optional<TrainingPlan>> known = new HashMap<>();
    for (PlannedCell cell : plan.cells()) {
      if (!folder.isDone(cell)) {
        RunConfig run = cell.config();
        known
            .computeIfAbsent(needsOf(cell), key -> unread(run))
            .ifPresent(found -> LeastMemory.require(found, 1, run, plugins, Permissions.NONE));
      }
    }
  }

  private static Optional<TrainingPlan> unread(RunConfig run) {
    return TrainingPlan.unread(run, Datasets.open(run.data(), run.train().patch().size()));
  }

  /** The choices that decide the memory of a cell's training. */
  private static List<Object> needsOf(PlannedCell cell) {
    return List.of(cell.key().method(), cell.key().variant(), cell.key().network());
  }

  /**
   * An estimate of memory and disk space of the cells that are not done; a timing takes the memory
   * of a training, and no disk to speak of.
   */
  public BenchNeeds needs() {
    int atOnce = config.bench().trainingsAtOnce(Runtime.getRuntime().availableProcessors());
    int cells = 0;
    int trainings = 0;
    long memory = 0;
    long disk = 0;
    Map<List<Object>, TrainingNeeds> known = new HashMap<>();
    for (PlannedCell cell : plan.cells()) {
      if (folder.isDone(cell)) {
        continue;
      }
      cells++;
      TrainingNeeds needs =
          known.computeIfAbsent(needsOf(cell), key -> Training.needs(cell.config()));
      memory = Math.max(memory, needs.memory());
      if (cell.task() == PlannedCell.Task.TRAIN) {
        trainings++;
        disk += needs.disk();
      }
    }
    int together = Math.max(1, Math.min(atOnce, trainings));
    return new BenchNeeds(cells, together, memory * together, disk);
  }

  /**
   * Runs every cell that is not done and writes {@code bench.json}; or stops when it is asked to
   * before every cell has ended, with everything kept that is done.
   *
   * @param home the top of the project
   * @param command the command that starts a cell's process
   * @param listener told of the progress, by the calling thread
   * @param stop whether to stop; asked several times a second
   * @return what was measured, earlier runs included; empty if it was stopped
   * @throws UserException if another benchmark has the folder, it cannot be written, or the data
   *     are not those of the cells that are done
   */
  public Optional<BenchRecord> run(
      Path home, CellCommand command, BenchListener listener, BooleanSupplier stop)
      throws InterruptedException {
    try (RunLock alone = RunLock.acquire(folder.path(), "benchmark", listener::warning)) {
      alone.sweep();
      if (!awaitEarlierProcesses(listener, stop)) {
        return Optional.empty();
      }
      // once more, since such a process may have brought its cell to the end
      CellData.requireSame(plan, folder);
      writeConfig();
      CellScheduler scheduler =
          new CellScheduler(
              folder,
              plan,
              config.bench().trainingsAtOnce(Runtime.getRuntime().availableProcessors()),
              command,
              new FailedCells(
                  ThisMachine.describe(home, Map.of()),
                  ManagementFactory.getRuntimeMXBean().getInputArguments()),
              listener,
              stop);
      if (!scheduler.run()) {
        return Optional.empty();
      }
      BenchRecord record = new RecordMaker(folder, config, plan, scheduler.interrupted()).make();
      BenchJson.write(record, folder.record());
      return Optional.of(record);
    }
  }

  private void writeConfig() {
    boolean begun = Files.exists(folder.config());
    if (begun && changes.isEmpty()) {
      return;
    }
    String history = "";
    if (begun) {
      int done = (int) plan.cells().stream().filter(folder::isDone).count();
      history = folder.history().with(done, changes).toBenchYaml();
    }
    RunFolder.write(folder.config(), BenchConfigWriter.toYaml(config) + history);
  }

  /**
   * Processes of a benchmark that was killed save their state and end; they must be gone.
   *
   * @return whether they are; otherwise it was asked to stop
   */
  private boolean awaitEarlierProcesses(BenchListener listener, BooleanSupplier stop)
      throws InterruptedException {
    long deadline = System.nanoTime() + WAIT_SECONDS * 1_000_000_000;
    boolean told = false;
    for (PlannedCell cell : plan.cells()) {
      while (isAtWork(cell)) {
        if (!told) {
          listener.warning("Waiting for processes of the earlier run to save their state.");
          told = true;
        }
        if (stop.getAsBoolean()) {
          return false;
        }
        if (System.nanoTime() > deadline) {
          throw new UserException(
              "A process of an earlier run still works on %s; end it, then repeat the command."
                  .formatted(folder.cell(cell)));
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
    return true;
  }

  private boolean isAtWork(PlannedCell cell) {
    Path path = folder.cell(cell);
    if (!Files.exists(path.resolve(BenchFolder.PROCESS_LOCK))) {
      return false;
    }
    Optional<RunLock> free =
        RunLock.tryAcquire(path, BenchFolder.PROCESS_LOCK, "process", warning -> {});
    free.ifPresent(
        lock -> {
          try (lock) {
            lock.sweep();
          }
        });
    return free.isEmpty();
  }
}
