package dev.icl.spark.cohort;

import dev.icl.core.error.UserException;
import dev.icl.spark.job.TaskBody;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/**
 * The work of a task: its scans, one after the other.
 *
 * @param workers makes what does them
 */
record ChunkBody(ScanWorkers workers) implements TaskBody<ScanChunk, ChunkResult> {
  @Override
  public ChunkResult run(TaskContext context, ScanChunk chunk) {
    List<CohortRow> rows = new ArrayList<>();
    try (ScanWorker worker = workers.borrow(context)) {
      for (ScanTask scan : chunk.scans()) {
        if (context.isInterrupted()) {
          throw new TaskKilledException("the job was cancelled");
        }
        rows.add(worker.run(scan));
      }
      return new ChunkResult(rows, null);
    } catch (UserException e) {
      // thrown here, Spark would try it again elsewhere and wrap the sentence
      return new ChunkResult(List.of(), e.getMessage());
    }
  }
}
