package dev.icl.core.checkpoint;

import dev.icl.core.error.UserException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The facts that a checkpoint tells, sorted by key: as texts, the way its metadata has them, and as
 * the values of each {@link FactKey}. Immutable; two are equal if their texts are.
 */
public final class Facts {
  /** No facts. */
  public static final Facts NONE = of(Map.of());

  /** A longer text does not help to find a fact that is damaged. */
  private static final int SHOWN = 40;

  private final String source;
  private final Map<String, String> texts;

  private Facts(String source, Map<String, String> texts) {
    this.source = source;
    this.texts = Collections.unmodifiableMap(new TreeMap<>(texts));
  }

  /** Facts that are in no file yet. */
  public static Facts of(Map<String, String> texts) {
    return new Facts("The checkpoint", texts);
  }

  /**
   * The facts in a file.
   *
   * @param file where they are from, for messages
   * @param texts by key
   */
  public static Facts in(Path file, Map<String, String> texts) {
    return new Facts(file.toString(), texts);
  }

  /**
   * The value of a fact; empty where it is not told.
   *
   * @throws UserException if its text is none of the fact's values
   */
  public <T> Optional<T> get(FactKey<T> fact) {
    String text = texts.get(fact.key());
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(fact.ofText().apply(text));
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "%s tells '%s' in its metadata as '%s', which cannot be read; use another copy of it."
              .formatted(source, fact.key(), shown(text)),
          e);
    }
  }

  /**
   * The value of a fact that must be told.
   *
   * @throws UserException if it is not, or its text is none of the fact's values
   */
  public <T> T require(FactKey<T> fact) {
    return get(fact)
        .orElseThrow(
            () ->
                new UserException(
                    "%s does not tell '%s' in its metadata; use another copy of it."
                        .formatted(source, fact.key())));
  }

  /** Whether a fact is told, readable or not. */
  public boolean tell(FactKey<?> fact) {
    return texts.containsKey(fact.key());
  }

  /**
   * The same with another fact, or with another value of it.
   *
   * @param fact the key and the form of the value
   * @param value the value
   */
  public <T> Facts with(FactKey<T> fact, T value) {
    Map<String, String> more = new TreeMap<>(texts);
    more.put(fact.key(), fact.toText().apply(value));
    return new Facts(source, more);
  }

  /** The text of every fact, by its key. */
  public Map<String, String> texts() {
    return texts;
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Facts facts && texts.equals(facts.texts);
  }

  @Override
  public int hashCode() {
    return texts.hashCode();
  }

  @Override
  public String toString() {
    return texts.toString();
  }
}
