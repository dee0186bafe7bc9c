package dev.icl.cli;

/** The exit codes of the process; scripts rely on them. */
final class ExitCode {
  /** Done. */
  static final int DONE = 0;

  /** Anything that is not the user's mistake. */
  static final int FAILURE = 1;

  /** The user's mistake: one sentence on the error stream says which. */
  static final int MISTAKE = 2;

  private ExitCode() {}
}
