package dev.icl.bench.cell;

import dev.icl.app.run.RunLock;
import dev.icl.bench.config.BenchSettings;
import dev.icl.bench.machine.ThisMachine;
import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.CellData;
import dev.icl.bench.matrix.CellFile;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.error.UserException;
import dev.icl.report.record.BenchJson;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Kind;
import dev.icl.report.record.Machine;
import dev.icl.report.record.Timing;
import dev.icl.report.record.TrainingOutcome;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Runs the task of a cell, and writes its file at the end. */
public final class CellProcess {
  private static final int MOST_TRIES = 600;
  private static final long POLL_NANOS = 100_000_000;

  private final CellContext context;
  private final Instant started =
      Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());

  /**
   * @param context the task and its environment
   */
  public CellProcess(CellContext context) {
    this.context = context;
  }

  /**
   * Runs to the end, or until it is asked to stop: then it leaves everything it takes to go on.
   *
   * @param timing the settings for timing steps
   * @return whether it came to the end
   * @throws dev.icl.core.error.UserException if the cell cannot be done
   */
  public boolean run(BenchSettings.Timing timing) {
    try (RunLock alone = lock()) {
      if (context.stop().getAsBoolean()) {
        return false;
      }
      alone.sweep();
      // an earlier process of the cell may have ended it while this one waited to start
      return context.folder().isDone(context.cell()) || work(timing);
    }
  }

  /** A process whose benchmark was killed a moment ago may still save its state. */
  private RunLock lock() {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Optional<RunLock> lock =
          RunLock.tryAcquire(
              context.path(), BenchFolder.PROCESS_LOCK, "process", context.warnings());
      if (lock.isPresent()) {
        return lock.get();
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new UserException(
        "Another process works on %s; end it, then repeat the command.".formatted(context.path()));
  }

  private boolean work(BenchSettings.Timing timing) {
    return switch (context.cell().task()) {
      case TIMING -> {
        TimingCell.Result result = new TimingCell(context).run(timing);
        write(result.engine(), Kind.TIMING, null, result.timing());
        yield true;
      }
      case TRAIN -> {
        Optional<TrainCell.Result> result = new TrainCell(context).run();
        result.ifPresent(end -> write(end.engine(), Kind.TRAIN, end.training(), null));
        yield result.isPresent();
      }
      case PARITY -> {
        Optional<EngineInfo> engine = new ParityCell(context).run();
        engine.ifPresent(info -> write(CellFile.done(machine(info), data(), null)));
        yield engine.isPresent();
      }
    };
  }

  private void write(
      EngineInfo engine, Kind kind, @Nullable TrainingOutcome training, @Nullable Timing timing) {
    Machine machine = machine(engine);
    write(
        CellFile.done(
            machine,
            data(),
            new Cell(
                context.cell().id(),
                kind,
                machine.id(),
                context.cell().key(),
                Cell.Status.DONE,
                null,
                started,
                (System.currentTimeMillis() - started.toEpochMilli()) * 1e-3,
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                training,
                timing)));
  }

  /** At the end, so that it is no part of what was timed. */
  private String data() {
    return CellData.fingerprint(context.cell());
  }

  private Machine machine(EngineInfo engine) {
    return ThisMachine.describe(context.home(), Map.of(engine.name(), engine.version()));
  }

  private void write(CellFile file) {
    BenchJson.write(file, context.folder().file(context.cell()));
  }
}
