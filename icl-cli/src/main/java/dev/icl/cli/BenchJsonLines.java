package dev.icl.cli;

import dev.icl.bench.matrix.BenchListener;
import dev.icl.bench.matrix.PlannedCell;
import dev.icl.core.json.Json;
import dev.icl.report.BenchReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

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
    Map<String, Object> line = event("ended", cell);
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
    Map<String, Object> line = event("progress");
    line.put("done", progress.done());
    line.put("failed", progress.failed());
    line.put("cells", progress.cells());
    line.put("seconds", progress.secondsElapsed());
    progress.secondsLeft().ifPresent(left -> line.put("seconds_left", left));
    Map<String, Double> running = new LinkedHashMap<>();
    progress.running().forEach(r -> running.put(r.cell().id(), r.share()));
    line.put("running", running);
    print(line);
  }

  @Override
  public void warning(String sentence) {
    Map<String, Object> line = event("warning");
    line.put("text", sentence);
    print(line);
  }

  /**
   * The last line.
   *
   * @param rows cells and comparisons of engines
   * @param failed the number of cells without results
   * @param folder the folder of the results
   */
  void end(int rows, int failed, Path folder) {
    Map<String, Object> line = event("end");
    line.put("rows", rows);
    line.put("failed", failed);
    line.put("record", folder.resolve("bench.json").toString());
    line.put("report", folder.resolve(BenchReport.HTML).toString());
    print(line);
  }

  private static Map<String, Object> event(String event, PlannedCell cell) {
    Map<String, Object> line = event(event);
    line.put("cell", cell.id());
    line.put("task", cell.task().name().toLowerCase(Locale.ROOT));
    return line;
  }

  private static Map<String, Object> event(String event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", event);
    return line;
  }

  private void print(Map<String, Object> line) {
    output.println(Json.line(line));
    output.flush();
  }
}
