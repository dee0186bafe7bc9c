package dev.icl.core.settings;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A section of a configuration that names a provider and gives its settings.
 *
 * @param name of the provider
 * @param own its settings
 */
public record NamedSettings(@Doc("which one") String name, OwnSettings own) {

  /** A provider with the settings that it has where nothing is given. */
  public static NamedSettings of(Provider<?> provider) {
    return new NamedSettings(provider.name(), OwnSettings.defaultsOf(provider));
  }

  /** A provider with settings. */
  public static <S extends Record> NamedSettings of(Provider<S> provider, S settings) {
    return new NamedSettings(provider.name(), new OwnSettings(settings, Map.of()));
  }

  /** The same provider with other settings. */
  public NamedSettings with(Record settings) {
    return new NamedSettings(name, new OwnSettings(settings, own.unused()));
  }

  /** Another provider with what this section says. */
  public NamedSettings as(Provider<?> provider) {
    return as(provider, key -> false);
  }

  /**
   * Another provider with what this section says: it takes the value of each key that it has, as
   * far as the types are the same, and its own default for all else.
   *
   * @param provider the other one
   * @param open keys that are not taken, as {@code unsupervised.weight}
   */
  public NamedSettings as(Provider<?> provider, Predicate<String> open) {
    Map<String, Object> given = new LinkedHashMap<>(own.unused());
    Records.entries(own.values()).forEach(entry -> given.put(entry.key(), entry.value()));
    Map<String, Object> leaves = new HashMap<>();
    given.forEach((key, value) -> addLeaves(key, value, leaves));
    leaves.keySet().removeIf(open);
    Record settings = taking(provider.defaults(), "", leaves);
    Records.entries(settings).forEach(entry -> given.remove(entry.key()));
    return new NamedSettings(provider.name(), new OwnSettings(settings, given));
  }

  private static void addLeaves(String path, Object value, Map<String, Object> leaves) {
    if (value instanceof Record section) {
      Records.entries(section)
          .forEach(entry -> addLeaves(path + "." + entry.key(), entry.value(), leaves));
    } else {
      leaves.put(path, value);
    }
  }

  private static Record taking(Record defaults, String prefix, Map<String, Object> leaves) {
    Map<String, Object> values = new HashMap<>();
    for (Records.Entry entry : Records.entries(defaults)) {
      String path = prefix + entry.key();
      if (entry.value() instanceof Record section) {
        values.put(entry.key(), taking(section, path + ".", leaves));
      } else {
        Object value = leaves.get(path);
        if (value != null && sameType(value, entry.value())) {
          values.put(entry.key(), value);
        }
      }
    }
    return Records.with(defaults, values);
  }

  private static boolean sameType(Object a, Object b) {
    return a instanceof List ? b instanceof List : a.getClass().equals(b.getClass());
  }

  /**
   * The value of a key, whether the named provider has it or another one; empty if the section has
   * no such key.
   */
  public Optional<Object> value(String key) {
    return Records.entries(own.values()).stream()
        .filter(entry -> entry.key().equals(key))
        .map(Records.Entry::value)
        .findFirst()
        .or(() -> Optional.ofNullable(own.unused().get(key)));
  }
}
