package dev.icl.modules.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.icl.core.checkpoint.FactKey;
import dev.icl.core.json.Json;

/**
 * Facts of a checkpoint whose values are JSON on one line. A key that this release does not know
 * makes a fact unreadable: it would change what the others mean.
 */
public final class JsonFact {
  private JsonFact() {}

  /**
   * A fact that is a list, or a record of lists, numbers and texts.
   *
   * @param key the name in the metadata
   * @param type the type of the value
   */
  public static <T> FactKey<T> of(String key, TypeReference<T> type) {
    return new FactKey<>(key, Json::line, text -> value(text, type));
  }

  private static <T> T value(String text, TypeReference<T> type) {
    try {
      return Json.readWhole(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }
}
