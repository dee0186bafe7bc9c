package dev.icl.app.proposal;

import dev.icl.app.config.ConfigChange;
import dev.icl.app.config.Doors;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigWriter;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.settings.Records;
import dev.icl.data.settings.DataConfig;
import java.util.List;
import java.util.Map;

/**
 * The YAML form of a configuration for people: names, and what differs from the defaults of what is
 * named, with comments.
 */
final class CommentedYaml {
  private static final String COMMENT = "# ";

  private final Map<String, String> defaults;
  private final Map<String, String> comments;
  private final StringBuilder yaml = new StringBuilder();

  private CommentedYaml(Map<String, String> defaults, Map<String, String> comments) {
    this.defaults = defaults;
    this.comments = comments;
  }

  /**
   * The text.
   *
   * @param config the configuration
   * @param header lines at the top
   * @param comments by key, such as {@code train.patch}; such a key is always written
   */
  static String of(RunConfig config, List<String> header, Map<String, String> comments) {
    CommentedYaml text = new CommentedYaml(ConfigChange.values(defaults(config), ""), comments);
    header.forEach(line -> text.yaml.append(COMMENT).append(line).append('\n'));
    text.append("", "", config);
    return text.yaml.toString();
  }

  private static RunConfig defaults(RunConfig config) {
    Doors doors = Doors.installed();
    RunConfig defaults = RunConfig.defaults();
    return defaults
        .withMethod(NamedSettings.of(doors.methods().select(config.method().name())))
        .withNetwork(NamedSettings.of(doors.networks().select(config.network().name())))
        .withData(DataConfig.of(doors.datasets().select(config.data().name())));
  }

  /** Writes the keys of a section; nothing of one that has nothing to tell. */
  private void append(String prefix, String indent, Record section) {
    for (Records.Entry entry : Records.entries(section)) {
      String path = prefix + entry.key();
      if (entry.value() instanceof Record below) {
        int start = yaml.length();
        yaml.append(prefix.isEmpty() ? "\n" : "").append(indent).append(entry.key()).append(":\n");
        int end = yaml.length();
        append(path + ".", indent + "  ", below);
        if (yaml.length() == end) {
          yaml.setLength(start);
        }
      } else {
        append(path, indent, entry);
      }
    }
  }

  private void append(String path, String indent, Records.Entry entry) {
    String value = RunConfigWriter.scalar(entry.value());
    String comment = comments.getOrDefault(path, "");
    if (!comment.isEmpty() || path.endsWith(".name") || !value.equals(defaults.get(path))) {
      if (!comment.isEmpty()) {
        yaml.append(indent).append(COMMENT).append(comment).append('\n');
      }
      yaml.append(indent).append(entry.key()).append(": ").append(value).append('\n');
    }
  }
}
