package dev.icl.modules.train;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The progress of a training in lines of text: iteration, loss and its terms, rate, time left; at
 * most one line in a while, and one for every validation and every step that was left out. After a
 * few steps one line estimates the time of all.
 */
public final class ProgressText implements TrainingListener {
  /** The first word of the line that estimates the time of all. */
  public static final String ESTIMATE = "Estimate:";

  /** Steps after the first one from which the time of all is estimated. */
  private static final int TIMED = 5;

  /** Trainings of fewer iterations are over before an estimate is read. */
  private static final int WORTH = 50;

  private final Consumer<String> output;
  private final LongSupplier nanoTime;
  private final long intervalNanos;
  private long firstAt;
  private int firstIteration;
  private boolean validated;
  private long lastAt;

  /**
   * @param output takes each line
   * @param intervalSeconds the least time between two lines
   * @param nanoTime a clock, as {@link System#nanoTime}
   */
  public ProgressText(Consumer<String> output, double intervalSeconds, LongSupplier nanoTime) {
    this.output = output;
    this.nanoTime = nanoTime;
    this.intervalNanos = (long) (intervalSeconds * 1e9);
  }

  @Override
  public void onStep(StepReport report) {
    long now = nanoTime.getAsLong();
    boolean first = firstIteration == 0;
    if (first) {
      firstIteration = report.iteration();
      firstAt = now;
    }
    report.skipped().ifPresent(skipped -> output.accept(warning(report, skipped)));
    validated |= report.validation().isPresent();
    if (report.iteration() == firstIteration + TIMED
        && !validated
        && report.iterations() >= WORTH) {
      output.accept(estimate(report, now));
    }
    if (first || report.validation().isPresent() || now - lastAt >= intervalNanos) {
      lastAt = now;
      output.accept(line(report, now));
    }
  }

  /** The first step, in which an engine compiles, is not among the timed ones. */
  private String estimate(StepReport report, long now) {
    double step = (now - firstAt) * 1e-9 / TIMED;
    int left = report.iterations() - report.iteration();
    return String.format(
        Locale.ROOT,
        ESTIMATE + " about %s for the other %d iterations, %.3g s a step; validations come on top.",
        duration(step * left),
        left,
        step);
  }

  private static String warning(StepReport report, SkippedStep skipped) {
    return "Warning: the batch of iteration %d was skipped, %d of at most %d, because %s; it held %s."
        .formatted(
            report.iteration(),
            skipped.number(),
            skipped.limit(),
            skipped.reason(),
            String.join(", ", skipped.cases()));
  }

  private String line(StepReport report, long now) {
    StringBuilder text = new StringBuilder();
    text.append(report.iteration()).append('/').append(report.iterations());
    report
        .losses()
        .forEach(
            (name, value) -> text.append(String.format(Locale.ROOT, "  %s %.4g", name, value)));
    text.append(String.format(Locale.ROOT, "  lr %.3g", report.learningRate()));
    text.append(String.format(Locale.ROOT, "  %.1f images/s", report.imagesPerSecond()));
    int done = report.iteration() - firstIteration;
    if (done > 0) {
      double left = (now - firstAt) * 1e-9 / done * (report.iterations() - report.iteration());
      text.append("  ").append(duration(left)).append(" left");
    }
    report
        .validation()
        .ifPresent(
            s ->
                text.append(
                        Double.isNaN(s.mean())
                            ? "  nothing to validate on"
                            : String.format(Locale.ROOT, "  validation Dice %.4f", s.mean()))
                    // of nothing there is no best
                    .append(report.best() && s.mean() > 0 ? " (best)" : ""));
    return text.toString();
  }

  /** {@code 3:05} or {@code 1:02:03}. */
  public static String duration(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }
}
