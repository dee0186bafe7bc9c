package dev.icl.bench.matrix;

import java.util.List;

/** The command line of a cell's process. */
@FunctionalInterface
public interface CellCommand {
  /** The exit code of a cell's process that was asked to stop while something is left to do. */
  int STOPPED = 3;

  /** The prefix of a line of the standard output that says why the process fails. */
  String FAILED = "failed ";

  /**
   * Program and arguments. The process is to end at the end of its standard input, with everything
   * saved that it takes to go on; it may write lines {@code progress 0.5} to its standard output,
   * and there says, or else last on its error stream, why it failed.
   */
  List<String> of(PlannedCell cell);
}
