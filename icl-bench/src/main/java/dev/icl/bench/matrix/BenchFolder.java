package dev.icl.bench.matrix;

import dev.icl.app.config.ConfigHistory;
import dev.icl.bench.matrix.PlannedCell.Task;
import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
import dev.icl.report.record.BenchJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a benchmark.
 *
 * @param path the folder
 */
public record BenchFolder(Path path) {
  /** The file in a cell's folder that the cell's process has locked while it lives. */
  public static final String PROCESS_LOCK = ".process";

  /** The resolved configuration, from which the plan follows. */
  public Path config() {
    return path.resolve("bench.yaml");
  }

  /** The file of the changes made to the configuration since the benchmark began. */
  ConfigHistory history() {
    try {
      return ConfigHistory.in(TextFile.read(config()));
    } catch (IOException e) {
      throw new UserException(config() + " cannot be read; check its permissions.", e);
    }
  }

  /** The file of the measurements. */
  public Path record() {
    return path.resolve("bench.json");
  }

  /** The folder of a cell. */
  public Path cell(PlannedCell cell) {
    return path.resolve(cell.task() == Task.PARITY ? "parity" : "cells").resolve(cell.id());
  }

  /** The file with the outcome of a cell; there once it has ended. */
  public Path file(PlannedCell cell) {
    return cell(cell).resolve("cell.json");
  }

  /** The file of a timing that other work disturbed, while it is measured again. */
  Path disturbed(PlannedCell cell) {
    return cell(cell).resolve("disturbed.json");
  }

  /** The file of what a cell's process wrote to its error stream. */
  Path log(PlannedCell cell) {
    return cell(cell).resolve("log.txt");
  }

  /** The outcome of a cell; empty if it has not ended. */
  public Optional<CellFile> outcome(PlannedCell cell) {
    Path file = file(cell);
    return Files.exists(file)
        ? Optional.of(BenchJson.read(file, CellFile.class))
        : Optional.empty();
  }

  /** Whether a cell has ended with its results. */
  public boolean isDone(PlannedCell cell) {
    return outcome(cell).filter(CellFile::isDone).isPresent();
  }
}
