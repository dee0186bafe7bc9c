package dev.icl.app.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.icl.core.settings.Records;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The YAML form of a configuration; reading it gives an equal one. */
public final class RunConfigWriter {
  /** Plain words that YAML takes for something else than text. */
  private static final Set<String> RESERVED =
      Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

  private RunConfigWriter() {}

  /** The configuration in YAML, every key named that counts, and those given that do not. */
  public static String toYaml(RunConfig config) {
    return toYaml(config, key -> false);
  }

  /**
   * The configuration in YAML without some of its keys.
   *
   * @param config the configuration
   * @param leftOut keys such as {@code network.channels} that are not written
   */
  public static String toYaml(RunConfig config, Predicate<String> leftOut) {
    StringBuilder yaml = new StringBuilder();
    append(config, "", "", leftOut, yaml);
    return yaml.toString();
  }

  /**
   * Writes a section.
   *
   * @param record the section
   * @param indent before each of its keys
   * @param yaml is added to
   */
  public static void append(Record record, String indent, StringBuilder yaml) {
    append(record, "", indent, key -> false, yaml);
  }

  private static void append(
      Record record, String prefix, String indent, Predicate<String> leftOut, StringBuilder yaml) {
    for (Records.Entry entry : Records.entries(record)) {
      append(prefix + entry.key(), entry.value(), indent, leftOut, yaml);
    }
    Records.own(record)
        .ifPresent(
            own ->
                own.unused()
                    .forEach((key, value) -> append(prefix + key, value, indent, leftOut, yaml)));
  }

  private static void append(
      String path, Object value, String indent, Predicate<String> leftOut, StringBuilder yaml) {
    if (leftOut.test(path)) {
      return;
    }
    yaml.append(indent).append(path.substring(path.lastIndexOf('.') + 1)).append(':');
    if (value instanceof Record section) {
      yaml.append('\n');
      append(section, path + ".", indent + "  ", leftOut, yaml);
    } else {
      yaml.append(' ').append(scalar(value)).append('\n');
    }
  }

  /** A single value, or a list in brackets, on one line. */
  public static String scalar(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(RunConfigWriter::scalar).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof OptionalDouble number) {
      return number.isPresent() ? scalar(number.getAsDouble()) : ScalarType.AUTO;
    }
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
    if (value instanceof String text) {
      boolean plain =
          text.matches("[A-Za-z_/][A-Za-z0-9_/.+-]*")
              && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
      return plain
          ? text
          : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
    return value.toString();
  }
}
