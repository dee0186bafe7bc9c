package dev.icl.app.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * A configuration as a tree of whatever keys it has, those of other releases and other class paths
 * included: to be shown and compared, not to be trained with. {@link RunConfigReader} reads one to
 * train with.
 */
public final class ConfigTree {
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .build());

  private ConfigTree() {}

  /**
   * The tree of a file that may be anything.
   *
   * @throws JsonProcessingException if it is no YAML, or no mapping
   */
  public static ObjectNode ofFile(String yaml) throws JsonProcessingException {
    if (YAML.readTree(yaml) instanceof ObjectNode tree) {
      return tree;
    }
    throw MismatchedInputException.from((JsonParser) null, ObjectNode.class, "there are no keys");
  }

  /**
   * The tree of what this program wrote.
   *
   * @param yaml as a {@link RunConfigWriter} made it
   */
  public static ObjectNode ofWritten(String yaml) {
    try {
      return ofFile(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what the writer writes is always YAML", e);
    }
  }

  /** A tree in YAML. */
  public static String toYaml(JsonNode tree) {
    try {
      return YAML.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always YAML", e);
    }
  }
}
