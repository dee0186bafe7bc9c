package dev.icl.modules.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.icl.core.checkpoint.FactKey;

/**
 * Facts of a checkpoint whose values are JSON, in the form of every release: numbers that are not
 * finite are texts there, which {@link dev.icl.core.json.Json} does not write.
 */
public final class JsonFact {
  private static final JsonMapper JSON = new JsonMapper();

  private JsonFact() {}

  /**
   * A fact that is a list, or a record of lists, numbers and texts.
   *
   * @param key the name in the metadata
   * @param type the type of the value
   */
  public static <T> FactKey<T> of(String key, TypeReference<T> type) {
    return of(key, type, JSON);
  }

  /**
   * A fact with a JSON of its own.
   *
   * @param key the name in the metadata
   * @param type the type of the value
   * @param json writes and reads it
   */
  public static <T> FactKey<T> of(String key, TypeReference<T> type, JsonMapper json) {
    return new FactKey<>(key, value -> text(value, json), text -> value(text, type, json));
  }

  private static String text(Object value, JsonMapper json) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of numbers and texts is always JSON", e);
    }
  }

  private static <T> T value(String text, TypeReference<T> type, JsonMapper json) {
    try {
      T value = json.readValue(text, type);
      if (value == null) {
        throw new IllegalArgumentException("null");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }
}
