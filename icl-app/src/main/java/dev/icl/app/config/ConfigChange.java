package dev.icl.app.config;

import dev.icl.core.settings.Records;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A key that has another value in one configuration than in another.
 *
 * @param key as {@code train.learning_rate}
 * @param was the value before, in YAML on one line; null for a key that what was named before does
 *     not have
 * @param now the value after, in YAML on one line
 */
public record ConfigChange(String key, String was, String now) {
  /**
   * All keys that differ, in the order of the configuration. Of a section that names something else
   * now, the name tells of the keys that came with it.
   */
  public static List<ConfigChange> between(RunConfig before, RunConfig after) {
    Map<String, String> was = values(before);
    Map<String, String> now = values(after);
    return between(was, now).stream()
        .filter(change -> was.containsKey(change.key()) || !isRenamed(change.key(), was, now))
        .toList();
  }

  /** Whether the section of a key names another provider. */
  private static boolean isRenamed(String key, Map<String, String> was, Map<String, String> now) {
    String name = key.replaceFirst("\\..*", "." + Doors.NAME);
    return !Objects.equals(was.get(name), now.get(name));
  }

  /** The same of values by their keys. */
  public static List<ConfigChange> between(Map<String, String> before, Map<String, String> after) {
    return after.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
        .map(
            entry ->
                new ConfigChange(
                    entry.getKey(), before.getOrDefault(entry.getKey(), "null"), entry.getValue()))
        .toList();
  }

  /** The freedom to make it when a training is resumed; never {@link Freedom#UPWARDS}. */
  public Freedom freedom() {
    return Freedom.of(this);
  }

  /** {@code train.learning_rate was 0.01 and is now 0.02}. */
  @Override
  public String toString() {
    return was == null
        ? "%s is now %s".formatted(key, now)
        : "%s was %s and is now %s".formatted(key, was, now);
  }

  /** Every value that counts in YAML by its key; what the named method has no use for does not. */
  static Map<String, String> values(Record config) {
    return values(config, "");
  }

  /** Every value in YAML by its key, those included that the named method has no use for. */
  public static Map<String, String> allValues(Record config) {
    Map<String, String> values = new LinkedHashMap<>();
    add(config, "", values, true);
    return values;
  }

  /**
   * Every value of a section in YAML by its key, in the order of the section.
   *
   * @param prefix before each key, such as {@code data.}
   */
  public static Map<String, String> values(Record section, String prefix) {
    Map<String, String> values = new LinkedHashMap<>();
    add(section, prefix, values, false);
    return values;
  }

  private static void add(
      Record section, String prefix, Map<String, String> values, boolean unused) {
    for (Records.Entry entry : Records.entries(section)) {
      add(prefix + entry.key(), entry.value(), values, unused);
    }
    if (unused) {
      Records.own(section)
          .ifPresent(
              own -> own.unused().forEach((key, value) -> add(prefix + key, value, values, true)));
    }
  }

  private static void add(String key, Object value, Map<String, String> values, boolean unused) {
    if (value instanceof Record inner) {
      add(inner, key + ".", values, unused);
    } else {
      values.put(key, RunConfigWriter.scalar(value));
    }
  }
}
