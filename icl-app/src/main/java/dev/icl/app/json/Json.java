package dev.icl.app.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The JSON form of reports for other programs, with the names of records' components in snake case.
 */
public final class Json {
  private Json() {}

  /**
   * Indented JSON.
   *
   * @param report a record, a map or a tree, and what it holds
   */
  public static String of(Object report) {
    try {
      return mapper().writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report cannot be written as JSON", e);
    }
  }

  /** A record and what it holds as an object that may be added to. */
  public static ObjectNode tree(Record report) {
    return mapper().valueToTree(report);
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .build();
  }
}
