package dev.icl.spark.cohort;

import dev.icl.core.io.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The table of a cohort while it grows: rows go to {@code scans.running.csv} as tasks end, and at
 * the end that is {@code scans.csv}, in the place of one of an earlier run.
 */
final class CohortJournal implements AutoCloseable {
  private final CohortTable table;
  private final Path running;
  private final Path file;
  private final Writer writer;

  /**
   * Begins a table.
   *
   * @param folder of the results; made where it is missing
   * @throws dev.icl.core.error.UserException if it cannot be written
   */
  CohortJournal(CohortTable table, Path folder) {
    this.table = table;
    this.running = folder.resolve("scans.running.csv");
    this.file = file(folder);
    try {
      Files.createDirectories(folder);
      this.writer = Files.newBufferedWriter(running, StandardCharsets.UTF_8);
      writer.write(table.header());
    } catch (IOException e) {
      throw AtomicFile.unwritable(running, e);
    }
  }

  /** The table of a folder of results. */
  static Path file(Path folder) {
    return folder.resolve("scans.csv");
  }

  /** Adds rows, which are in the file when this returns. */
  void add(List<CohortRow> rows) {
    try {
      writer.write(table.lines(rows));
      writer.flush();
    } catch (IOException e) {
      throw AtomicFile.unwritable(running, e);
    }
  }

  /** Ends the table and puts it in its place. */
  void publish() {
    try {
      writer.close();
      Files.move(
          running, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
  }

  /** Leaves the rows so far where they are, unless they were published. */
  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
