package dev.icl.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Changes to a configuration. */
final class ConfigOptions {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Set a key of the configuration, as --set train.iterations=1000 or --set"
              + " train.patch=[128,128]; a text, such as a folder's name, is taken as it is; may be"
              + " repeated.")
  private List<String> settings = new ArrayList<>();

  List<String> settings() {
    return settings;
  }
}
