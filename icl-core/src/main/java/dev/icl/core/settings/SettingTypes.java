package dev.icl.core.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The types of the settings that a configuration can give. */
final class SettingTypes {
  private static final Set<Class<?>> SINGLE =
      Set.of(
          int.class,
          Integer.class,
          long.class,
          Long.class,
          double.class,
          Double.class,
          boolean.class,
          Boolean.class,
          OptionalDouble.class,
          String.class);

  /** The key of a section that names the provider. */
  private static final String NAME = "name";

  private SettingTypes() {}

  /**
   * The first thing that is wrong with the settings of a provider; empty if nothing is.
   *
   * @param defaults of the provider
   * @param taken the keys of the section itself beside {@code name}
   */
  static Optional<String> trouble(Record defaults, Set<String> taken) {
    for (Records.Entry entry : Records.entries(defaults)) {
      if (entry.key().equals(NAME)) {
        return Optional.of("its setting 'name' has the key that names the provider");
      }
      if (taken.contains(entry.key())) {
        return Optional.of(
            "its setting '%s' has the key of one that the section has itself"
                .formatted(entry.key()));
      }
    }
    return trouble(defaults, "");
  }

  private static Optional<String> trouble(Record settings, String prefix) {
    Set<String> keys = new HashSet<>();
    for (Records.Entry entry : Records.entries(settings)) {
      String key = prefix + entry.key();
      Optional<String> trouble =
          keys.add(key) ? trouble(entry, key) : Optional.of("it has two settings '" + key + "'");
      if (trouble.isPresent()) {
        return trouble;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> trouble(Records.Entry entry, String key) {
    if (entry.value() == null) {
      return Optional.of("defaults() gives nothing for its setting '" + key + "'");
    }
    if (entry.value() instanceof Record below) {
      return trouble(below, key + ".");
    }
    Type type = entry.component().getGenericType();
    return isSingle(type) || isList(type) && (isSingle(element(type)) || isRow(element(type)))
        ? Optional.empty()
        : Optional.of(
            "its setting '%s' is of the type %s, but a setting is an int, long, double, boolean, String, OptionalDouble, an enum constant, a list of these or of such lists, or a record"
                .formatted(key, type.getTypeName()));
  }

  private static boolean isRow(Type type) {
    return isList(type) && isSingle(element(type));
  }

  private static boolean isList(Type type) {
    return type instanceof ParameterizedType list && list.getRawType() == List.class;
  }

  private static Type element(Type list) {
    return ((ParameterizedType) list).getActualTypeArguments()[0];
  }

  private static boolean isSingle(Type type) {
    return type instanceof Class<?> found && (found.isEnum() || SINGLE.contains(found));
  }
}
