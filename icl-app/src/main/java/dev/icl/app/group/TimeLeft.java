package dev.icl.app.group;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The time that is left of a meeting, or of a part of it. */
final class TimeLeft {
  private final Duration whole;
  private long end;

  /**
   * Begins now.
   *
   * @param whole the time for a part
   */
  TimeLeft(Duration whole) {
    this.whole = whole;
    begin(1);
  }

  /** Begins anew, with so many times the time for a part. */
  void begin(int parts) {
    end = System.nanoTime() + parts * whole.toNanos();
  }

  /** Milliseconds, at least 1. */
  int millis() {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, left));
  }
}
