package dev.icl.cli;

import dev.icl.data.model.FirstPass;
import dev.icl.data.tools.NotedCases;
import dev.icl.modules.train.ProgressText;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * Shows how far the reading of scans is and how long it will take; nothing where it is done within
 * seconds.
 */
final class ReadingProgress implements FirstPass {
  private static final double FIRST_SECONDS = 1;
  private static final double TERMINAL_SECONDS = 0.2;
  private static final double PLAIN_SECONDS = 10;
  private static final String BACK_AND_CLEAR = "\r\u001b[K";

  private final PrintWriter output;
  private final String what;
  private final boolean terminal;
  private final LongSupplier nanoTime;

  /** The end of the first scan: what comes before it, such as opening folders, does not recur. */
  private long firstAt;

  private int firstDone;
  private final NotedCases noted = new NotedCases();
  private long shownAt;
  private boolean shown;

  /**
   * @param what is being done, as {@code Reading scans}
   * @param columns the terminal's width; empty where there is no terminal
   * @param nanoTime a clock, as {@link System#nanoTime}
   */
  ReadingProgress(PrintWriter output, String what, OptionalInt columns, LongSupplier nanoTime) {
    this.output = output;
    this.what = what;
    this.terminal = columns.isPresent();
    this.nanoTime = nanoTime;
    this.shownAt = nanoTime.getAsLong();
  }

  @Override
  public void noted(List<String> notes, String name) {
    noted.add(notes, name);
  }

  /** Notes on the scans that were read: every note once, with the first scans. */
  List<String> notes() {
    return noted.sentences();
  }

  @Override
  public void read(int done, int total) {
    long now = nanoTime.getAsLong();
    if (firstDone == 0) {
      firstAt = now;
      firstDone = done;
    }
    double wait = !shown ? FIRST_SECONDS : terminal ? TERMINAL_SECONDS : PLAIN_SECONDS;
    boolean last = done == total;
    if (last ? !shown || !terminal : (now - shownAt) * 1e-9 < wait) {
      return;
    }
    if (last) {
      output.print(BACK_AND_CLEAR);
      output.flush();
      return;
    }
    shown = true;
    shownAt = now;
    String line = "%s: %d of %d%s".formatted(what, done, total, left(done, total, now));
    output.print(terminal ? BACK_AND_CLEAR + line : line + System.lineSeparator());
    output.flush();
  }

  /** From the pace of those after the first; one alone tells none. */
  private String left(int done, int total, long now) {
    if (done == firstDone) {
      return "";
    }
    double left = (now - firstAt) * 1e-9 / (done - firstDone) * (total - done);
    return ", " + ProgressText.duration(left) + " left";
  }
}
