package dev.icl.bench.config;

import java.lang.reflect.RecordComponent;
import java.util.Locale;

/** How record components appear in YAML. */
final class RecordNames {
  private RecordNames() {}

  /** {@code learningRate} is {@code learning_rate}. */
  static String key(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** What a record holds there. */
  static Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
