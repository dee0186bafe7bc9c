package dev.icl.cli;

import picocli.CommandLine.Option;

/** Results for programs in the place of those for people. */
final class JsonOption {
  @Option(names = "--json", description = "Print a JSON object for programs to read.")
  private boolean json;

  /** Whether it was given. */
  boolean wanted() {
    return json;
  }
}
