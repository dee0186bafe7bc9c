package dev.icl.app.config;

import dev.icl.core.settings.Doc;
import dev.icl.core.settings.NotEmpty;
import dev.icl.core.settings.OneOf;
import dev.icl.core.settings.Range;
import dev.icl.core.settings.Records;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A key as listings and references show it.
 *
 * @param key as {@code phantom_seed} or {@code preprocess.crop}
 * @param preset its default, in YAML on one line
 * @param range the values that it may have, in Markdown
 * @param means what it decides, in Markdown; empty if its record does not say
 */
public record KeyFacts(String key, String preset, String range, String means) {
  /** The keys of a section in their order, those of sections below it included. */
  public static List<KeyFacts> of(Record section) {
    return of("", section).toList();
  }

  private static Stream<KeyFacts> of(String prefix, Record section) {
    return Records.entries(section).stream()
        .flatMap(
            entry ->
                entry.value() instanceof Record below
                    ? of(prefix + entry.key() + ".", below)
                    : Stream.of(of(prefix + entry.key(), entry)));
  }

  private static KeyFacts of(String key, Records.Entry entry) {
    Doc doc = entry.component().getAnnotation(Doc.class);
    return new KeyFacts(
        key,
        RunConfigWriter.scalar(entry.value()),
        doc == null || doc.range().isEmpty() ? range(entry.component()) : doc.range(),
        doc == null ? "" : doc.value());
  }

  private static String range(RecordComponent component) {
    if (component.getGenericType() instanceof ParameterizedType list) {
      if (ListType.element(list) instanceof ParameterizedType lists) {
        String each = range(component, (Class<?>) ListType.element(lists));
        return "a list of lists of "
            + (each.startsWith("any ") ? each.substring(4) + "s" : "values, each " + each);
      }
      Class<?> element = (Class<?>) ListType.element(list);
      String each = range(component, element);
      boolean free = element == String.class || each.startsWith("any ");
      String one = element == String.class ? "text" : free ? each.substring(4) : "value";
      return "a list of "
          + (component.isAnnotationPresent(NotEmpty.class) ? "at least one " + one : one + "s")
          + (free ? "" : ", each " + each);
    }
    return range(component, component.getType());
  }

  private static String range(RecordComponent component, Class<?> type) {
    OneOf words = component.getAnnotation(OneOf.class);
    String bounds = Range.of(component).words();
    if (words != null) {
      return quoted(Arrays.stream(words.value()));
    } else if (type.isEnum()) {
      return quoted(
          Arrays.stream(type.getEnumConstants())
              .map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT)));
    } else if (type == boolean.class || type == Boolean.class) {
      return quoted(Stream.of("true", "false"));
    } else if (type == OptionalDouble.class) {
      return "`auto`, " + (bounds.isEmpty() ? "any number" : bounds);
    } else if (!bounds.isEmpty()) {
      return bounds;
    } else if (type == String.class) {
      return component.isAnnotationPresent(NotEmpty.class)
          ? "a text that is not empty"
          : "any text";
    }
    return type == double.class || type == Double.class ? "any number" : "any whole number";
  }

  private static String quoted(Stream<String> words) {
    return words.map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }
}
