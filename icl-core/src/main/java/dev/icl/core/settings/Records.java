package dev.icl.core.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Records of settings as keys with values. */
public final class Records {
  private Records() {}

  /**
   * A key of a section.
   *
   * @param key in snake_case
   * @param component the component that it is read into
   * @param value what the record holds there; a record for a section below
   */
  public record Entry(String key, RecordComponent component, Object value) {}

  /** The keys of a section in their order, those of inlined records and own settings included. */
  public static List<Entry> entries(Record record) {
    List<Entry> entries = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(component, record);
      if (value instanceof OwnSettings own) {
        entries.addAll(entries(own.values()));
      } else if (component.isAnnotationPresent(Inline.class)) {
        entries.addAll(entries((Record) value));
      } else {
        entries.add(new Entry(key(component), component, value));
      }
    }
    return entries;
  }

  /**
   * The keys that a section has whatever it names.
   *
   * @param section of components for these, and one for the settings of what it names
   */
  public static Set<String> ownKeys(Class<? extends Record> section) {
    return Arrays.stream(section.getRecordComponents())
        .filter(component -> component.getType() != OwnSettings.class)
        .map(Records::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The records whose keys a section has: itself, its own settings, and inlined ones. */
  public static List<Record> parts(Record record) {
    List<Record> parts = new ArrayList<>(List.of(record));
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(component, record);
      if (value instanceof OwnSettings own) {
        parts.addAll(parts(own.values()));
      } else if (component.isAnnotationPresent(Inline.class)) {
        parts.addAll(parts((Record) value));
      }
    }
    return parts;
  }

  /** The part of a section that belongs to what it names; empty if it names nothing. */
  public static Optional<OwnSettings> own(Record record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      if (value(component, record) instanceof OwnSettings own) {
        return Optional.of(own);
      }
    }
    return Optional.empty();
  }

  /**
   * A record with other values.
   *
   * @param record the values of all other keys
   * @param values by key, of the type of the component
   */
  public static <R extends Record> R with(R record, Map<String, Object> values) {
    return rebuilt(
        record,
        (component, value) -> {
          if (value instanceof OwnSettings own) {
            return new OwnSettings(with(own.values(), values), own.unused());
          }
          return component.isAnnotationPresent(Inline.class)
              ? with((Record) value, values)
              : values.getOrDefault(key(component), value);
        });
  }

  /** A section that names something else, or the same with other unused keys. */
  public static <R extends Record> R withOwn(R record, OwnSettings other) {
    return rebuilt(record, (component, value) -> value instanceof OwnSettings ? other : value);
  }

  /** {@code learningRate} is {@code learning_rate}. */
  public static String key(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private interface Replacement {
    Object of(RecordComponent component, Object value);
  }

  @SuppressWarnings("unchecked") // the constructor is that of the class of the record
  private static <R extends Record> R rebuilt(R record, Replacement replacement) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] arguments =
        Arrays.stream(components).map(c -> replacement.of(c, value(c, record))).toArray();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true); // a section may be a record of its own package
      return (R) constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new IllegalStateException("cannot construct " + record.getClass(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot construct " + record.getClass(), e);
    }
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true); // a section may be a record of its own package
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
