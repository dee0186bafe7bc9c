package dev.icl.app.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.icl.core.config.RunConfig;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a configuration such that reading it gives an equal one. */
public final class RunConfigWriter {
  /** Plain words that YAML takes for something else than text. */
  private static final Set<String> RESERVED =
      Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

  private RunConfigWriter() {}

  /** The configuration in YAML, every key named. */
  public static String toYaml(RunConfig config) {
    StringBuilder yaml = new StringBuilder();
    append(config, "", yaml);
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
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = RecordNames.value(component, record);
      yaml.append(indent).append(RecordNames.key(component)).append(':');
      if (value instanceof Record nested) {
        yaml.append('\n');
        append(nested, indent + "  ", yaml);
      } else {
        yaml.append(' ').append(scalar(value)).append('\n');
      }
    }
  }

  /** A single value, or a list in brackets, on one line. */
  public static String scalar(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(RunConfigWriter::scalar).collect(Collectors.joining(", ", "[", "]"));
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
