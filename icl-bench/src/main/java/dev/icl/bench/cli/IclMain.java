package dev.icl.bench.cli;

import java.io.PrintWriter;

/** The {@code icl} program. */
public final class IclMain {
  private IclMain() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    System.exit(IclCommand.commandLine(Environment.ofProcess(), out, err).execute(args));
  }
}
