package dev.icl.app.config;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How record components appear in YAML. */
public final class RecordNames {
  private RecordNames() {}

  /** {@code learningRate} is {@code learning_rate}. */
  public static String key(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** What a record holds there. */
  public static Object value(RecordComponent component, Record record) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true); // a section may be a record of its own package
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  /**
   * Whether a key holds a text, such as the path of a folder.
   *
   * @param record with any values
   * @param path of the key, section by section
   */
  public static boolean isText(Record record, List<String> path) {
    if (path.isEmpty()) {
      return false;
    }
    Optional<RecordComponent> component =
        Arrays.stream(record.getClass().getRecordComponents())
            .filter(c -> key(c).equals(path.get(0)))
            .findFirst();
    if (component.isEmpty()) {
      return false;
    }
    Object inner = value(component.get(), record);
    return inner instanceof Record section
        ? isText(section, path.subList(1, path.size()))
        : path.size() == 1 && component.get().getType() == String.class;
  }
}
