package dev.icl.spark.bench;

import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.BenchListener;
import dev.icl.bench.matrix.CellFile;
import dev.icl.bench.matrix.CellsApart;
import dev.icl.bench.matrix.PlannedCell;
import dev.icl.core.error.UserException;
import dev.icl.spark.job.TaskBody;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/**
 * The work of a task: a cell in a process of its own. One that was begun by an executor that was
 * lost goes on from its last state; one that is done is left alone.
 *
 * @param folder of the benchmark, which every executor sees
 * @param workingDirectory the folder that relative names in its configuration start from
 */
record CellBody(String folder, String workingDirectory) implements TaskBody<String, CellEnd> {
  @Override
  public CellEnd run(TaskContext context, String id) {
    try {
      return cell(context, id);
    } catch (UserException e) {
      return new CellEnd(id, null, 0, e.getMessage());
    }
  }

  private CellEnd cell(TaskContext context, String id) {
    BenchFolder files = new BenchFolder(Path.of(folder));
    Path here = Path.of(workingDirectory);
    if (!Files.exists(files.config())) {
      throw new UserException(
          "--out: the executor on %s sees another folder %s than the driver; name one that all machines share."
              .formatted(SparkEnv.get().blockManager().blockManagerId().host(), folder));
    }
    CellsApart cells = CellsApart.in(files, here);
    PlannedCell cell = cells.plan().cell(id);
    if (files.isDone(cell)) {
      return CellEnd.done(id, 0);
    }
    long start = System.nanoTime();
    try {
      cells.run(
          List.of(cell),
          here,
          new ExecutorJvm(files.path(), here),
          new Silence(),
          context::isInterrupted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (context.isInterrupted() || Thread.currentThread().isInterrupted()) {
      throw new TaskKilledException("the job was cancelled");
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    CellFile file = files.outcome(cell).orElse(null);
    if (file == null) {
      // neither results nor a failure of its own: the process was killed, so it is tried again
      throw new IllegalStateException(
          "the process of %s was ended; its folder has a log".formatted(id));
    }
    return file.isDone()
        ? CellEnd.done(id, seconds)
        : new CellEnd(id, String.valueOf(file.reason()), seconds, null);
  }

  /** Hears nothing: the driver is told at the end. */
  private static final class Silence implements BenchListener {
    @Override
    public void started(PlannedCell cell) {}

    @Override
    public void progress(Progress progress) {}

    @Override
    public void ended(PlannedCell cell, Outcome outcome) {}

    @Override
    public void warning(String sentence) {}
  }
}
