package dev.icl.cli;

import dev.icl.modules.train.ProgressText;
import dev.icl.modules.train.StepReport;
import dev.icl.modules.train.TrainingListener;
import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * Shows how a training goes: on a terminal one line that updates itself, with validations left
 * standing; elsewhere plain lines, a few a minute.
 */
final class Progress implements TrainingListener {
  private static final double TERMINAL_SECONDS = 0.2;
  private static final double PLAIN_SECONDS = 10;
  private static final String BACK_AND_CLEAR = "\r\u001b[K";

  private final PrintWriter output;
  private final OptionalInt columns;
  private final Style style;
  private final ProgressText text;
  private boolean stays;

  /**
   * @param output receives the lines
   * @param columns the terminal's width; empty where there is no terminal
   * @param style the colours of the lines
   * @param nanoTime a clock, as {@link System#nanoTime}
   */
  Progress(PrintWriter output, OptionalInt columns, Style style, LongSupplier nanoTime) {
    this.output = output;
    this.columns = columns;
    this.style = style;
    double interval = columns.isPresent() ? TERMINAL_SECONDS : PLAIN_SECONDS;
    this.text = new ProgressText(this::show, interval, nanoTime);
  }

  @Override
  public void onStep(StepReport report) {
    stays =
        report.validation().isPresent()
            || report.skipped().isPresent()
            || report.iteration() == report.iterations();
    text.onStep(report);
  }

  private void show(String line) {
    boolean stands = stays || line.startsWith(ProgressText.ESTIMATE);
    if (columns.isEmpty()) {
      output.println(line);
      return;
    }
    // a line as wide as the terminal would wrap, and could not be taken back
    int width = Math.max(1, columns.getAsInt() - 1);
    output.print(BACK_AND_CLEAR + style.line(stands ? line : OneLine.fitted(line, width)));
    if (stands) {
      output.println();
    }
    output.flush();
  }
}
