package dev.icl.bench.matrix;

import dev.icl.core.io.AtomicFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The process of a cell. It sees its parent's end as the end of its standard input. */
final class CellChild {
  private static final String PROGRESS = "progress ";
  private static final int SIGNALLED = 128;
  private static final long LAST_WORDS_MILLIS = 2000;

  /** More than the last line of a log is long. */
  private static final int END_BYTES = 1 << 16;

  private final PlannedCell cell;
  private final Process process;
  private final Path log;
  private final long logStart;
  private final Instant started = Instant.now();
  private final long startNanos = System.nanoTime();
  private volatile double share;
  private volatile String failure = "";

  private CellChild(PlannedCell cell, Process process, Path log, long logStart) {
    this.cell = cell;
    this.process = process;
    this.log = log;
    this.logStart = logStart;
  }

  /**
   * Starts the process.
   *
   * @param log its error stream is added to this file
   * @param ended told of its end, by another thread
   * @throws dev.icl.core.error.UserException if the log cannot be written
   */
  @SuppressWarnings("FutureReturnValueIgnored") // telling that it ended puts it into a queue
  static CellChild start(
      PlannedCell cell, List<String> command, Path log, Consumer<CellChild> ended) {
    try {
      Files.createDirectories(log.getParent());
      long logStart = Files.exists(log) ? Files.size(log) : 0;
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      CellChild child = new CellChild(cell, process, log, logStart);
      Thread reader = new Thread(child::read, "output of " + cell.id());
      reader.setDaemon(true);
      reader.start();
      process.onExit().thenRun(() -> child.end(reader, ended));
      return child;
    } catch (IOException e) {
      throw AtomicFile.unwritable(log, e);
    }
  }

  /**
   * Waits for the end of the process and of its output, which is read to its end before anybody
   * asks for it.
   */
  private void end(Thread reader, Consumer<CellChild> ended) {
    try {
      reader.join(LAST_WORDS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ended.accept(this);
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.matches(PROGRESS + "[01](\\.[0-9]{1,9})?")) {
          share = Double.parseDouble(line.substring(PROGRESS.length()));
        } else if (line.startsWith(CellCommand.FAILED)) {
          failure = line.substring(CellCommand.FAILED.length());
        }
      }
    } catch (IOException e) {
      return; // the process is gone
    }
  }

  PlannedCell cell() {
    return cell;
  }

  Instant started() {
    return started;
  }

  double seconds() {
    return (System.nanoTime() - startNanos) * 1e-9;
  }

  /** The share of the work that is done, from 0 to 1. */
  double share() {
    return share;
  }

  /** Asks the process to save what it has and to end. */
  void stop() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      return; // it is gone already
    }
  }

  /** Ends the process at once. */
  void kill() {
    process.destroyForcibly();
  }

  /** Whether it ended before its work did, and not by itself. */
  boolean wasInterrupted() {
    return process.exitValue() == CellCommand.STOPPED || process.exitValue() > SIGNALLED;
  }

  /** The reason for which it ended, one sentence: the last that it said, if it ended by itself. */
  String reason() {
    int code = process.exitValue();
    if (code > SIGNALLED) {
      return "Its process was ended by signal %d; icl bench --resume goes on with it."
          .formatted(code - SIGNALLED);
    }
    if (code == CellCommand.STOPPED) {
      return "Its process was asked to stop; icl bench --resume goes on with it.";
    }
    String last = failure.isEmpty() ? lastLine() : failure;
    return last.isEmpty()
        ? "Its process ended with exit code %d and said nothing.".formatted(code)
        : last;
  }

  private String lastLine() {
    try {
      return end()
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .reduce((before, last) -> last)
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** The last lines that this process wrote to its log. */
  private String end() throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(log)) {
      channel.position(Math.max(Math.min(logStart, channel.size()), channel.size() - END_BYTES));
      byte[] bytes = Channels.newInputStream(channel).readNBytes(END_BYTES);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
