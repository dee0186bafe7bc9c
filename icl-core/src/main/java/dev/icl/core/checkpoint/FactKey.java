package dev.icl.core.checkpoint;

import java.util.List;
import java.util.function.Function;

/**
 * The key of a fact that a checkpoint tells in its metadata, and the form of its value there. Each
 * fact is a constant of the package that writes it.
 *
 * @param key the name in the metadata, which never changes once a release has written it
 * @param toText the form of a value in the metadata
 * @param ofText the value of such a text; throws an {@link IllegalArgumentException} for a text
 *     that {@code toText} does not write
 * @param <T> type of the value
 */
public record FactKey<T>(String key, Function<T, String> toText, Function<String, T> ofText) {

  /** A fact that is a text. */
  public static FactKey<String> text(String key) {
    return new FactKey<>(key, Function.identity(), Function.identity());
  }

  /** A fact that is a number of things, from 0. */
  public static FactKey<Integer> count(String key) {
    return new FactKey<>(
        key, i -> Integer.toString(i), text -> Math.toIntExact(count(text, Integer.MAX_VALUE)));
  }

  /** A fact that is a number of very many things, from 0. */
  public static FactKey<Long> longCount(String key) {
    return new FactKey<>(key, i -> Long.toString(i), text -> count(text, Long.MAX_VALUE));
  }

  /** A fact that is a list of texts of one line each; none of them is empty. */
  public static FactKey<List<String>> lines(String key) {
    return new FactKey<>(
        key,
        lines -> String.join("\n", lines),
        text -> text.isEmpty() ? List.of() : List.of(text.split("\n")));
  }

  private static long count(String text, long most) {
    long count = Long.parseLong(text);
    if (count < 0 || count > most) {
      throw new IllegalArgumentException("no number of things: " + text);
    }
    return count;
  }

  @Override
  public String toString() {
    return key;
  }
}
