package dev.icl.cli;

import dev.icl.bench.matrix.BenchListener;
import dev.icl.bench.matrix.PlannedCell;
import dev.icl.core.text.Counts;
import dev.icl.modules.train.ProgressText;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Timing;
import dev.icl.report.record.TrainingOutcome;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Shows people how a benchmark goes: a line for every cell that ends, and below them on a terminal
 * one line that updates itself, elsewhere a plain line now and then.
 */
final class BenchView implements BenchListener {
  private static final double PLAIN_SECONDS = 30;
  private static final String BACK_AND_CLEAR = "\r\u001b[K";

  private final PrintWriter output;
  private final OptionalInt columns;
  private final LongSupplier nanoTime;
  private long lastAt;

  /**
   * @param columns the terminal's width; empty where there is no terminal
   * @param nanoTime a clock, as {@link System#nanoTime}
   */
  BenchView(PrintWriter output, OptionalInt columns, LongSupplier nanoTime) {
    this.output = output;
    this.columns = columns;
    this.nanoTime = nanoTime;
    this.lastAt = nanoTime.getAsLong();
  }

  @Override
  public void started(PlannedCell cell) {
    if (columns.isEmpty()) {
      output.println(cell.id() + ": started");
    }
  }

  @Override
  public void ended(PlannedCell cell, Outcome outcome) {
    stand(cell.id() + ": " + end(outcome));
  }

  @Override
  public void warning(String sentence) {
    stand(sentence);
  }

  @Override
  public void progress(Progress progress) {
    if (progress.running().isEmpty()) {
      clear();
      return;
    }
    long now = nanoTime.getAsLong();
    if (columns.isPresent()) {
      // a line as wide as the terminal would wrap, and could not be taken back
      int width = Math.max(1, columns.getAsInt() - 1);
      output.print(BACK_AND_CLEAR + OneLine.fitted(line(progress), width));
      output.flush();
    } else if ((now - lastAt) * 1e-9 >= PLAIN_SECONDS) {
      lastAt = now;
      output.println(line(progress));
    }
  }

  private void stand(String line) {
    clear();
    output.println(line);
    output.flush();
  }

  private void clear() {
    if (columns.isPresent()) {
      output.print(BACK_AND_CLEAR);
      output.flush();
    }
  }

  private static String end(Outcome outcome) {
    String took = " in " + ProgressText.duration(outcome.seconds());
    if (!outcome.isDone()) {
      return (outcome.kept() ? "failed" : "interrupted") + took + ": " + outcome.reason();
    }
    Cell cell = outcome.file() == null ? null : outcome.file().cell();
    Timing timing = cell == null ? null : cell.timing();
    if (timing != null) {
      return Texts.format(
          "%.1f ms a step, %.1f images/s%s", timing.p50Ms(), timing.imagesPerSecond(), took);
    }
    TrainingOutcome training = cell == null ? null : cell.training();
    return (training == null ? "done" : dice(training)) + took;
  }

  private static String dice(TrainingOutcome training) {
    String best =
        training.best() == null
            ? ""
            : Texts.format(" (best by validation %.4f)", mean(training.best().cases()));
    return Texts.format("Dice %.4f%s", mean(training.cases()), best);
  }

  private static double mean(List<TrainingOutcome.CaseScores> cases) {
    return cases.stream()
        .filter(score -> score.dice() != null)
        .mapToDouble(TrainingOutcome.CaseScores::dice)
        .average()
        .orElse(Double.NaN);
  }

  private static String line(Progress progress) {
    String failed = progress.failed() == 0 ? "" : ", " + progress.failed() + " failed";
    String left =
        progress.secondsLeft().isPresent()
            ? ", " + ProgressText.duration(progress.secondsLeft().getAsDouble()) + " left"
            : "";
    return Texts.format(
        "%d of %s%s, %s so far%s: %s",
        progress.done(),
        Counts.of(progress.cells(), "cell"),
        failed,
        ProgressText.duration(progress.secondsElapsed()),
        left,
        running(progress.running()));
  }

  private static String running(List<Running> running) {
    return running.stream()
        .map(r -> Texts.format("%s %.0f %%", r.cell().id(), 100 * r.share()))
        .collect(Collectors.joining(", "));
  }
}
