package dev.icl.core.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The part of a section that belongs to what the section names. Its keys stand among those of the
 * section.
 *
 * @param values the settings of the provider that is named
 * @param unused values of keys that the section gives and only other providers know, by key: kept
 *     for whoever names another provider, ignored by this one
 */
public record OwnSettings(Record values, Map<String, Object> unused) {
  /** Copies the map and keeps its order. */
  public OwnSettings {
    unused = Collections.unmodifiableMap(new LinkedHashMap<>(unused));
  }

  /** The settings of a configuration that gives none. */
  public static OwnSettings defaultsOf(Provider<?> provider) {
    return new OwnSettings(provider.defaults(), Map.of());
  }

  /**
   * The settings as those of a provider.
   *
   * @throws IllegalArgumentException if they are those of another one
   */
  @SuppressWarnings("unchecked") // the classes are compared
  public <S extends Record> S of(Provider<S> provider) {
    if (!provider.defaults().getClass().equals(values.getClass())) {
      throw new IllegalArgumentException(
          "%s are no settings of %s".formatted(values, provider.name()));
    }
    return (S) values;
  }
}
