package dev.icl.bench.matrix;

import dev.icl.bench.matrix.BenchListener.Outcome;
import dev.icl.bench.matrix.BenchListener.Progress;
import dev.icl.bench.matrix.BenchListener.Running;
import dev.icl.bench.matrix.PlannedCell.Task;
import dev.icl.core.text.Counts;
import dev.icl.report.record.BenchJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Runs the cells of a plan that are not done, each in a process of its own. */
final class CellScheduler {
  private static final long TICK_MILLIS = 200;

  private final BenchFolder folder;
  private final BenchPlan plan;
  private final CellCommand command;
  private final FailedCells failures;
  private final BenchListener listener;
  private final BooleanSupplier stop;
  private final CellQueue queue;
  private final DisturbedTimings disturbed;
  private final Forecast forecast;
  private final List<CellChild> running = new ArrayList<>();
  private final BlockingQueue<CellChild> ended = new LinkedBlockingQueue<>();
  private final Map<String, CellFile> interrupted = new LinkedHashMap<>();
  private final long start = System.nanoTime();
  private int done;
  private int failed;
  private boolean stopping;
  private boolean cutShort;

  CellScheduler(
      BenchFolder folder,
      BenchPlan plan,
      int atOnce,
      CellCommand command,
      FailedCells failures,
      BenchListener listener,
      BooleanSupplier stop) {
    this.folder = folder;
    this.plan = plan;
    this.command = command;
    this.failures = failures;
    this.listener = listener;
    this.stop = stop;
    List<PlannedCell> left = plan.cells().stream().filter(c -> !folder.isDone(c)).toList();
    this.done = plan.cells().size() - left.size();
    this.disturbed = new DisturbedTimings(folder, plan);
    this.queue = new CellQueue(left, atOnce, failures.machine().gpu() != null);
    this.forecast = new Forecast(atOnce);
  }

  /**
   * Runs until every cell has ended, or until it is asked to stop and those that run have.
   *
   * @return whether every cell has ended, none of them because it was asked to
   */
  boolean run() throws InterruptedException {
    // a run that was killed may not have chosen between the measurements of a cell
    plan.cells().stream().filter(folder::isDone).forEach(disturbed::settle);
    try {
      startWhatMay();
      while (!running.isEmpty()) {
        CellChild child = ended.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        // first: the signal that asks for it may have ended the cell, too
        stopIfAsked();
        if (child != null) {
          running.remove(child);
          settle(child);
          measureAgain(child.cell());
        }
        startWhatMay();
        listener.progress(progress());
      }
      return queue.waiting().isEmpty() && !cutShort;
    } finally {
      running.forEach(CellChild::kill);
    }
  }

  /** Ends that are no results to build on, by the cell's id. */
  Map<String, CellFile> interrupted() {
    return interrupted;
  }

  private void stopIfAsked() {
    if (!stopping && stop.getAsBoolean()) {
      stopping = true;
      running.forEach(CellChild::stop);
    }
  }

  private void startWhatMay() {
    if (stopping || stop.getAsBoolean()) {
      return;
    }
    while (true) {
      List<PlannedCell> now = running.stream().map(CellChild::cell).toList();
      PlannedCell next = queue.next(now).orElse(null);
      if (next == null) {
        return;
      }
      forgetFailure(next);
      running.add(CellChild.start(next, command.of(next), folder.log(next), ended::add));
      listener.started(next);
    }
  }

  /** A cell that failed before is tried again. */
  private void forgetFailure(PlannedCell cell) {
    try {
      Files.deleteIfExists(folder.file(cell));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After the last timing, those that other work disturbed come again before all else. */
  private void measureAgain(PlannedCell ended) {
    if (stopping
        || ended.task() != Task.TIMING
        || queue.waiting().stream().anyMatch(cell -> cell.task() == Task.TIMING)) {
      return;
    }
    List<PlannedCell> again = disturbed.like(ended);
    if (!again.isEmpty()) {
      listener.warning(
          "Other work on the machine disturbed %s; measuring again: %s."
              .formatted(
                  Counts.of(again.size(), "timing"),
                  again.stream().map(PlannedCell::id).collect(Collectors.joining(", "))));
      again.forEach(disturbed::setAside);
      queue.first(again);
      done -= again.size();
    }
  }

  private void settle(CellChild child) {
    PlannedCell cell = child.cell();
    double seconds = child.seconds();
    disturbed.settle(cell);
    if (folder.isDone(cell)) {
      done++;
      forecast.ended(cell, seconds);
      CellFile file = folder.outcome(cell).orElseThrow();
      listener.ended(cell, new Outcome(null, seconds, true, file));
      return;
    }
    boolean kept = !child.wasInterrupted();
    CellFile file = failures.of(cell, child.reason(), child.started(), seconds);
    if (kept) {
      BenchJson.write(file, folder.file(cell));
    } else {
      interrupted.put(cell.id(), file);
    }
    if (stopping && !kept) {
      cutShort = true;
    } else {
      done++;
      failed++;
    }
    listener.ended(cell, new Outcome(file.reason(), seconds, kept, file));
  }

  private Progress progress() {
    return new Progress(
        done,
        failed,
        plan.cells().size(),
        running.stream().map(child -> new Running(child.cell(), child.share())).toList(),
        (System.nanoTime() - start) * 1e-9,
        forecast.left(queue.waiting(), running));
  }
}
