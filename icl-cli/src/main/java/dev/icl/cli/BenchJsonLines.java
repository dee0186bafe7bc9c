package dev.icl.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.icl.bench.matrix.BenchListener;
import dev.icl.bench.matrix.PlannedCell;
import dev.icl.report.BenchReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** Tells programs how a benchmark goes: one JSON object a line, {@code event} says what of. */
final class BenchJsonLines implements BenchListener {
  private static final int PROGRESS_EVERY = 5;

  private final PrintWriter output;
  private int ticks;

  BenchJsonLines(PrintWriter output) {
    this.output = output;
  }

  @Override
  public void started(PlannedCell cell) {
    print(event("started", cell));
  }

  @Override
  public void ended(PlannedCell cell, Outcome outcome) {
    ObjectNode line = event("ended", cell);
    line.put("status", outcome.isDone() ? "done" : outcome.kept() ? "failed" : "interrupted");
    line.put("seconds", outcome.seconds());
    if (!outcome.isDone()) {
      line.put("reason", outcome.reason());
    }
    print(line);
  }

  @Override
  public void progress(Progress progress) {
    if (ticks++ % PROGRESS_EVERY != 0 && !progress.running().isEmpty()) {
      return;
    }
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("event", "progress");
    line.put("done", progress.done());
    line.put("failed", progress.failed());
    line.put("cells", progress.cells());
    line.put("seconds", progress.secondsElapsed());
    progress.secondsLeft().ifPresent(left -> line.put("seconds_left", left));
    ObjectNode running = line.putObject("running");
    progress.running().forEach(r -> running.put(r.cell().id(), r.share()));
    print(line);
  }

  @Override
  public void warning(String sentence) {
    print(JsonNodeFactory.instance.objectNode().put("event", "warning").put("text", sentence));
  }

  /**
   * The last line.
   *
   * @param rows cells and comparisons of engines
   * @param failed the number of cells without results
   * @param folder the folder of the results
   */
  void end(int rows, int failed, Path folder) {
    print(
        JsonNodeFactory.instance
            .objectNode()
            .put("event", "end")
            .put("rows", rows)
            .put("failed", failed)
            .put("record", folder.resolve("bench.json").toString())
            .put("report", folder.resolve(BenchReport.HTML).toString()));
  }

  private static ObjectNode event(String event, PlannedCell cell) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("event", event)
        .put("cell", cell.id())
        .put("task", cell.task().name().toLowerCase(Locale.ROOT));
  }

  private void print(ObjectNode line) {
    output.println(line);
    output.flush();
  }
}
