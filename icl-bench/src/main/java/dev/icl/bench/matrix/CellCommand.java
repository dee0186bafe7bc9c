package dev.icl.bench.matrix;

import java.util.List;

/** The command line of a cell's process. */
@FunctionalInterface
public interface CellCommand {
  /** What the process of a cell ends with if it was asked to stop and something is left to do. */
  int STOPPED = 3;

  /** What a line of the standard output begins with that says why the process fails. */
  String FAILED = "failed ";

  /**
   * Program and arguments. The process is to end at the end of its standard input, with everything
   * saved that it takes to go on; it may write lines {@code progress 0.5} to its standard output,
   * and there says, or else last on its error stream, why it failed.
   */
  List<String> of(PlannedCell cell);
}
