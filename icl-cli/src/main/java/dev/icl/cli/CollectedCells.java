package dev.icl.cli;

import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.CellsApart;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Benchmarks with cells that ended after {@code bench.json} was written, or before there is one:
 * those that {@code icl bench --cell} ran.
 *
 * @param workingDirectory the folder that relative names start from
 * @param notices told, in sentences, of what the user should know
 */
record CollectedCells(Path workingDirectory, PrintWriter notices) {
  /**
   * Writes {@code bench.json} of such benchmarks.
   *
   * @param folders of benchmarks, or folders in which those lie; others are passed over
   * @throws UserException if a cell's file is damaged, or a record cannot be written
   */
  void in(List<Path> folders) {
    for (Path folder : folders) {
      if (Files.isRegularFile(new BenchFolder(folder).config())) {
        collect(folder);
      } else {
        entries(folder).stream()
            .filter(child -> Files.isRegularFile(new BenchFolder(child).config()))
            .forEach(this::collect);
      }
    }
  }

  private void collect(Path path) {
    BenchFolder folder = new BenchFolder(path);
    if (!isNewer(folder)) {
      return;
    }
    try {
      CellsApart cells = CellsApart.in(folder, workingDirectory);
      cells.collect();
      long open =
          cells.plan().cells().stream().filter(cell -> folder.outcome(cell).isEmpty()).count();
      if (open > 0) {
        notices.println(
            "Of %s in %s, %d have not ended: the report is of the others."
                .formatted(Counts.of(cells.plan().cells().size(), "cell"), path, open));
      }
    } catch (UserException e) {
      if (!Files.exists(folder.record())) {
        throw e;
      }
      notices.println(
          "Note: cells that ended after %s was written are left out: %s"
              .formatted(folder.record(), e.getMessage()));
    }
  }

  /** Whether a cell ended after the record was written; both times are those of one file system. */
  private static boolean isNewer(BenchFolder folder) {
    FileTime written =
        Files.exists(folder.record()) ? time(folder.record()) : FileTime.fromMillis(-1);
    return Stream.of("cells", "parity")
        .flatMap(kind -> entries(folder.path().resolve(kind)).stream())
        .map(cell -> cell.resolve("cell.json"))
        .anyMatch(file -> Files.isRegularFile(file) && time(file).compareTo(written) > 0);
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UserException(file + " cannot be read; check its permissions.", e);
    }
  }

  private static List<Path> entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UserException(folder + " cannot be read; check its permissions.", e);
    }
  }
}
