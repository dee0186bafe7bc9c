package dev.icl.core.settings;

/**
 * Something that a section of a configuration can name, and its settings.
 *
 * @param <S> the settings: a public record of numbers, texts, truth values, enum constants, lists
 *     of these, {@link java.util.OptionalDouble}s, which are {@code auto} or a number, and records
 *     of the same kind
 */
public interface Provider<S extends Record> {
  /**
   * The value of the section's key {@code name}: lower-case letters, digits, {@code -}, {@code _}
   * and {@code +}; unique among the providers of its kind.
   */
  String name();

  /** One line for listings, without a full stop. */
  String description();

  /** The settings of a configuration that gives none. */
  S defaults();
}
