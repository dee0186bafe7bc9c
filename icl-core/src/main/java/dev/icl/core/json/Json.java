package dev.icl.core.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;

/**
 * The JSON of the project: every file and every report for programs is written and read here.
 *
 * <p>Names of records' components are written in snake case, instants as ISO 8601 says, and numbers
 * that are not finite as null, since JSON has none. Readers pass over keys that a record does not
 * have, since a later release may add some; a component of a boxed type is null where a key is
 * missing, and one of a primitive type must be there. A text is no number, and a fraction no
 * integer.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new JsonValues())
          // isDefault() of a record is no component
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withCoercionConfig(
              LogicalType.Integer,
              config ->
                  config
                      .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
          .withCoercionConfig(
              LogicalType.Float,
              config -> config.setCoercion(CoercionInputShape.String, CoercionAction.Fail))
          .build();

  private static final ObjectWriter INDENTED = MAPPER.writerWithDefaultPrettyPrinter();

  private Json() {}

  /**
   * JSON over several lines, for files and reports.
   *
   * @param value a record, a map or a tree, and what it holds
   */
  public static String indented(Object value) {
    return text(INDENTED, value);
  }

  /**
   * JSON on one line, for logs and for metadata.
   *
   * @param value as above
   */
  public static String line(Object value) {
    return text(MAPPER.writer(), value);
  }

  /**
   * A value as a tree.
   *
   * @param value as above
   */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * A text as a tree, for files that people write: a key that is there twice is a mistake.
   *
   * @throws JsonProcessingException if the text is no JSON or has a key twice, with the place
   */
  public static JsonNode strictTree(String text) throws JsonProcessingException {
    return MAPPER.reader().with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).readTree(text);
  }

  /**
   * A text as a value.
   *
   * @param type a record, or another class that Jackson can bind
   * @throws JsonProcessingException if the text is no JSON or has values of other kinds, with the
   *     place
   */
  public static <T> T read(String text, Class<T> type) throws JsonProcessingException {
    return present(MAPPER.readValue(text, type), type);
  }

  /**
   * A text as a value that has every key of it: for what is only understood whole.
   *
   * @param type of the value, with its type arguments
   * @throws JsonProcessingException if the text is no JSON, has values of other kinds, or a key
   *     that is not known
   */
  public static <T> T readWhole(String text, TypeReference<T> type) throws JsonProcessingException {
    T value =
        MAPPER
            .readerFor(type)
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .readValue(text);
    return present(value, Object.class);
  }

  /**
   * A tree as a value.
   *
   * @param type as above
   * @throws JsonProcessingException if the tree has values of other kinds
   */
  public static <T> T read(JsonNode tree, Class<T> type) throws JsonProcessingException {
    return present(MAPPER.treeToValue(tree, type), type);
  }

  private static <T> T present(T value, Class<?> type) throws JsonProcessingException {
    if (value == null) {
      throw MismatchedInputException.from((JsonParser) null, type, "there is null in its place");
    }
    return value;
  }

  /** The fault of a text and its place, as part of a sentence. */
  public static String reason(JsonProcessingException e) {
    String what = e.getOriginalMessage().lines().findFirst().orElse("");
    JsonLocation at = e.getLocation();
    return at == null || at.getLineNr() < 1 ? what : "line %d: %s".formatted(at.getLineNr(), what);
  }

  private static String text(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of numbers and texts are always JSON", e);
    }
  }
}
