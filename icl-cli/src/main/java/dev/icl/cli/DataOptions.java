package dev.icl.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.icl.core.error.UserException;
import dev.icl.data.Datasets;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The dataset to look into: a folder, a configuration, or both. */
final class DataOptions {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FOLDER",
      description =
          "The folder of the dataset, data.root; which dataset it is is told by its layout unless"
              + " data.name is set.")
  private Path folder;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A configuration in YAML whose data it is.")
  private Path config;

  @Mixin private ConfigOptions options;

  /** The folder, or file, that the command line names. */
  Optional<Path> named() {
    return Optional.ofNullable(folder);
  }

  /**
   * The {@code data} of the configuration.
   *
   * @param more settings that count more than all others
   * @throws UserException if no dataset is named
   */
  DataConfig resolve(Environment environment, List<String> more) {
    List<String> settings = new ArrayList<>(options.settings());
    boolean named =
        config != null
            || settings.stream()
                .anyMatch(s -> s.matches("\\s*(data\\.name\\s*=|data\\s*=.*name).*"));
    if (folder != null) {
      settings.add("data.root=" + quoted(folder.toString()));
      if (!named) {
        settings.add("data.name=" + recognised(environment.workingDirectory().resolve(folder)));
      }
    } else if (!named) {
      throw new UserException(
          "No dataset is named: give its folder, or a configuration with --config.");
    }
    settings.addAll(more);
    return environment.configReader().read(Optional.ofNullable(config), settings).data();
  }

  private static String recognised(Path folder) {
    if (!Files.exists(folder)) {
      throw new UserException(
          "%s does not exist: name the folder of a dataset, as docs/data.md shows them."
              .formatted(folder));
    }
    return Datasets.recognise(folder)
        .orElseThrow(
            () ->
                new UserException(
                    "%s is not the folder of a known dataset: set data.root to one that docs/data.md shows, or say which it is with --set data.name=NAME, one of %s."
                        .formatted(folder, String.join(", ", Datasets.installed().names()))));
  }

  /** As YAML, regardless of the characters in it. */
  static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
