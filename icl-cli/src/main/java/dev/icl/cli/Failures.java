package dev.icl.cli;

import java.io.PrintWriter;

/** The text on the terminal for a failure that is not the user's mistake. */
final class Failures {
  private Failures() {}

  /**
   * Prints one line, and where it happened only if that is asked for.
   *
   * @param verbose whether to print stack traces
   */
  static void print(Throwable failure, boolean verbose, PrintWriter err) {
    err.println(
        "Unexpected failure: %s%s"
            .formatted(reason(failure), verbose ? "" : " (--verbose shows where)"));
    if (verbose) {
      failure.printStackTrace(err);
    }
    err.flush();
  }

  /** One line; libraries that report several failures at once have theirs inside. */
  static String reason(Throwable failure) {
    Throwable told = failure;
    for (int depth = 0; depth < 16 && isLong(told) && told.getCause() != null; depth++) {
      told = told.getCause();
    }
    String message = told.getMessage();
    return message == null || message.isBlank()
        ? told.getClass().getSimpleName()
        : message.strip().lines().findFirst().orElse("");
  }

  private static boolean isLong(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.strip().lines().count() > 1;
  }
}
