package dev.icl.app.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A tree of a YAML text in which every key and value knows its place. */
final class YamlTree {
  private static final YAMLFactory YAML = new YAMLFactory();

  private final YAMLParser parser;
  private final Function<JsonLocation, String> origin;
  private final ConfigDiagnostics problems;

  private YamlTree(
      YAMLParser parser, Function<JsonLocation, String> origin, ConfigDiagnostics problems) {
    this.parser = parser;
    this.origin = origin;
    this.problems = problems;
  }

  /**
   * The value of a file.
   *
   * @param file its name, for origins
   * @throws UserException if it is not YAML
   */
  static ConfigNode ofFile(String file, String text, ConfigDiagnostics problems) {
    return read(
        text,
        at -> "%s, line %d, column %d".formatted(file, at.getLineNr(), at.getColumnNr()),
        problems);
  }

  /**
   * A value from the command line.
   *
   * @param option what the user typed, for origins
   * @throws UserException if it is not YAML
   */
  static ConfigNode ofOption(String option, String text, ConfigDiagnostics problems) {
    return read(text, at -> option, problems);
  }

  private static ConfigNode read(
      String text, Function<JsonLocation, String> origin, ConfigDiagnostics problems) {
    try (YAMLParser parser = YAML.createParser(text)) {
      YamlTree tree = new YamlTree(parser, origin, problems);
      ConfigNode node =
          parser.nextToken() == null
              ? new ConfigNode.Nothing(origin.apply(parser.currentLocation()))
              : tree.node();
      if (parser.nextToken() != null) {
        problems.add(tree.here(), "a second YAML document starts here; keep one");
      }
      return node;
    } catch (JacksonException e) {
      String where = e.getLocation() == null ? "" : origin.apply(e.getLocation()) + ": ";
      // the indented lines between quote the text, which the location already points to
      String what =
          e.getOriginalMessage()
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith(" "))
              .collect(Collectors.joining(", "));
      throw new UserException(where + "this is not YAML (" + what + "); correct it there.", e);
    } catch (IOException e) {
      throw new IllegalStateException("reading a string cannot fail", e);
    }
  }

  private ConfigNode node() throws IOException {
    String here = here();
    if (parser.isCurrentAlias()) {
      problems.add(here, "YAML aliases are not understood here; write the value out");
    }
    if (parser.getObjectId() != null || isOwnTag(parser.getTypeId())) {
      problems.add(
          here, "what begins with & or ! is no text in YAML; put it in quotes if it is one");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(here);
      case START_ARRAY -> sequence(here);
      case VALUE_NULL -> new ConfigNode.Nothing(here);
      default ->
          new ConfigNode.Scalar(
              here, parser.getText(), parser.currentToken() == JsonToken.VALUE_STRING);
    };
  }

  /** The tags of YAML itself, such as {@code !!str}, change nothing here. */
  private static boolean isOwnTag(Object tag) {
    return tag != null && !tag.toString().startsWith("tag:yaml.org,2002:");
  }

  private ConfigNode mapping(String here) throws IOException {
    Map<String, ConfigNode.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String keyOrigin = here();
      parser.nextToken();
      ConfigNode.Entry twin = entries.putIfAbsent(key, new ConfigNode.Entry(keyOrigin, node()));
      if (twin != null) {
        problems.add(
            keyOrigin,
            "the key '%s' is there twice (first: %s); keep one".formatted(key, twin.keyOrigin()));
      }
    }
    return new ConfigNode.Mapping(here, entries);
  }

  private ConfigNode sequence(String here) throws IOException {
    List<ConfigNode> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(node());
    }
    return new ConfigNode.Sequence(here, values);
  }

  private String here() {
    return origin.apply(parser.currentTokenLocation());
  }
}
