package dev.icl.app.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The interpretation of the text of one value.
 *
 * @param wanted for a person: {@code a whole number}
 * @param parser gives null for a text that is none
 */
record ScalarType(String wanted, Function<String, @Nullable Object> parser) {
  /** The word for a number that is left out. */
  static final String AUTO = "auto";

  private static final String DIGITS = "[0-9]+(_[0-9]+)*";
  private static final ScalarType INTEGER = new ScalarType("a whole number", ScalarType::integer);
  private static final ScalarType LONG = new ScalarType("a whole number", ScalarType::longInteger);
  private static final ScalarType DOUBLE = new ScalarType("a number", ScalarType::number);
  private static final ScalarType TRUTH = new ScalarType("true or false", ScalarType::truth);
  private static final Map<Class<?>, ScalarType> SIMPLE =
      Map.of(
          int.class, INTEGER,
          Integer.class, INTEGER,
          long.class, LONG,
          Long.class, LONG,
          double.class, DOUBLE,
          Double.class, DOUBLE,
          OptionalDouble.class, new ScalarType("a number or " + AUTO, ScalarType::optionalNumber),
          boolean.class, TRUTH,
          Boolean.class, TRUTH,
          String.class, new ScalarType("a text", text -> text));

  static ScalarType of(Class<?> type) {
    if (type.isEnum()) {
      return ofConstants(type);
    }
    ScalarType found = SIMPLE.get(type);
    if (found == null) {
      throw new IllegalStateException("no configuration value can be a " + type);
    }
    return found;
  }

  /** The value, or null if the text is none. */
  @Nullable Object parse(String text) {
    return parser.apply(text);
  }

  /**
   * The kind of value that is wanted instead of a text, with the bound that a whole number is
   * beyond.
   */
  String wanted(String text) {
    if (!wanted.equals(INTEGER.wanted) || !text.matches("[+-]?" + DIGITS)) {
      return wanted;
    }
    boolean small = this.equals(INTEGER);
    return text.startsWith("-")
        ? wanted + " of at least " + (small ? Integer.MIN_VALUE : Long.MIN_VALUE)
        : wanted + " of at most " + (small ? Integer.MAX_VALUE : Long.MAX_VALUE);
  }

  private static ScalarType ofConstants(Class<?> type) {
    Map<String, Object> byName =
        Arrays.stream(type.getEnumConstants())
            .collect(
                Collectors.toMap(
                    c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT), c -> (Object) c));
    String names = byName.keySet().stream().sorted().collect(Collectors.joining(" or "));
    return new ScalarType(names, byName::get);
  }

  private static @Nullable Object integer(String text) {
    return longInteger(text) instanceof Long value && value.intValue() == value
        ? value.intValue()
        : null;
  }

  private static @Nullable Object longInteger(String text) {
    if (!text.matches("[+-]?" + DIGITS)) {
      return null;
    }
    try {
      return Long.valueOf(text.replace("_", ""));
    } catch (NumberFormatException e) {
      return null; // does not fit
    }
  }

  /** Also takes {@code 1e-4}, which YAML 1.1 calls a string. */
  private static @Nullable Object number(String text) {
    return text.matches("[+-]?(" + DIGITS + "\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")
        ? Double.valueOf(text.replace("_", ""))
        : null;
  }

  private static @Nullable Object optionalNumber(String text) {
    if (text.equals(AUTO)) {
      return OptionalDouble.empty();
    }
    return number(text) instanceof Double value ? OptionalDouble.of(value) : null;
  }

  private static @Nullable Object truth(String text) {
    return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : null;
  }
}
