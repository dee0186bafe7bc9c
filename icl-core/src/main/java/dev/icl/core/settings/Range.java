package dev.icl.core.settings;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The values that a setting may have, from the annotations on its component.
 *
 * <p>Numbers are compared as {@code double}; the bounds of {@link Min} and {@link Max} count as
 * allowed, those of {@link Above} and {@link Below} do not.
 */
public final class Range {
  private final AnnotatedElement component;

  private Range(AnnotatedElement component) {
    this.component = component;
  }

  /** The range that a record component is annotated with. */
  public static Range of(AnnotatedElement component) {
    return new Range(component);
  }

  /**
   * The rule that a value breaks.
   *
   * @param value a number, a text, a list of these or a number that may be left out; anything else
   *     breaks no rule
   * @return as {@code be at least 0 and below 1}, and the number or text that breaks it
   */
  public Optional<Broken> brokenBy(Object value) {
    if (component.isAnnotationPresent(NotEmpty.class)) {
      if (value instanceof List<?> list && list.isEmpty()) {
        return Optional.of(new Broken("have at least one value", value));
      }
      if (value instanceof String text && text.isBlank()) {
        return Optional.of(new Broken("not be empty", "'" + text + "'"));
      }
    }
    if (value instanceof List<?> list) {
      return list.stream().flatMap(element -> brokenBy(element).stream()).findFirst();
    }
    if (value instanceof OptionalDouble optional) {
      return optional.isPresent() ? brokenBy(optional.getAsDouble()) : Optional.empty();
    }
    if (value instanceof Number number && !holds(number.doubleValue())) {
      return Optional.of(new Broken("be " + words(), value));
    }
    OneOf words = component.getAnnotation(OneOf.class);
    return value instanceof String text && words != null && !List.of(words.value()).contains(text)
        ? Optional.of(new Broken("be " + choice(List.of(words.value())), value))
        : Optional.empty();
  }

  /** Words as a choice: {@code a, b or c}. */
  private static String choice(List<String> words) {
    int last = words.size() - 1;
    return last > 0
        ? String.join(", ", words.subList(0, last)) + " or " + words.get(last)
        : words.get(last);
  }

  /**
   * A rule and the value that breaks it.
   *
   * @param rule as {@code be at least 1}, which goes on after "must"
   * @param value the culprit
   */
  public record Broken(String rule, Object value) {}

  /** The range of a number in words, as {@code at least 0 and below 1}; empty if it has none. */
  public String words() {
    List<String> bounds = new ArrayList<>();
    least().ifPresent(bound -> bounds.add("at least " + plain(bound)));
    above().ifPresent(bound -> bounds.add("above " + plain(bound)));
    most().ifPresent(bound -> bounds.add("at most " + plain(bound)));
    below().ifPresent(bound -> bounds.add("below " + plain(bound)));
    return String.join(" and ", bounds);
  }

  private boolean holds(double number) {
    return least().stream().allMatch(bound -> number >= bound)
        && most().stream().allMatch(bound -> number <= bound)
        && above().stream().allMatch(bound -> number > bound)
        && below().stream().allMatch(bound -> number < bound);
  }

  private Optional<Double> least() {
    return Optional.ofNullable(component.getAnnotation(Min.class)).map(Min::value);
  }

  private Optional<Double> most() {
    return Optional.ofNullable(component.getAnnotation(Max.class)).map(Max::value);
  }

  private Optional<Double> above() {
    return Optional.ofNullable(component.getAnnotation(Above.class)).map(Above::value);
  }

  private Optional<Double> below() {
    return Optional.ofNullable(component.getAnnotation(Below.class)).map(Below::value);
  }

  /** Whole numbers without a point. */
  private static String plain(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e15
        ? Long.toString((long) bound)
        : Double.toString(bound);
  }
}
