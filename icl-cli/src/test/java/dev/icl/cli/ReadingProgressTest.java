package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadingProgressTest {
  private final AtomicLong seconds = new AtomicLong();
  private final StringWriter text = new StringWriter();

  @Test
  void whatIsDoneWithinSecondsIsNotTalkedAbout() {
    ReadingProgress progress = progress(OptionalInt.empty());
    for (int i = 1; i <= 10; i++) {
      progress.read(i, 10);
    }

    assertThat(text.toString()).isEmpty();
  }

  @Test
  void longReadingTellsTheTimeLeft() {
    ReadingProgress progress = progress(OptionalInt.empty());
    for (int i = 1; i <= 100; i++) {
      seconds.incrementAndGet();
      progress.read(i, 100);
    }

    assertThat(text.toString().lines())
        .hasSize(10)
        .startsWith("Reading scans: 1 of 100", "Reading scans: 11 of 100, 1:29 left");
  }

  @Test
  void onATerminalOneLineUpdatesItselfAndGoes() {
    ReadingProgress progress = progress(OptionalInt.of(80));
    for (int i = 1; i <= 3; i++) {
      seconds.addAndGet(2);
      progress.read(i, 3);
    }

    assertThat(text.toString())
        .isEqualTo(
            "\r\u001b[KReading scans: 1 of 3"
                + "\r\u001b[KReading scans: 2 of 3, 0:02 left"
                + "\r\u001b[K");
  }

  private ReadingProgress progress(OptionalInt columns) {
    return new ReadingProgress(
        new PrintWriter(text), "Reading scans", columns, () -> seconds.get() * 1_000_000_000L);
  }
}
