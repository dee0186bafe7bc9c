package dev.icl.cli;

import picocli.CommandLine.Option;

/** The permission to go online. */
final class DownloadOption {
  @Option(
      names = "--allow-download",
      description = "Let the engine fetch native libraries, such as those for a GPU.")
  private boolean allowed;

  boolean allowed() {
    return allowed;
  }
}
