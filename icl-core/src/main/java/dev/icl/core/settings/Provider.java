package dev.icl.core.settings;

import java.util.List;

/**
 * Something that a section of a configuration can name, and its settings.
 *
 * @param <S> the settings: a public record of {@code int}, {@code long}, {@code double}, {@code
 *     boolean}, {@code String}, {@link java.util.OptionalDouble}, which is {@code auto} or a
 *     number, enum constants, lists of these or of such lists, and records of the same kind
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

  /**
   * The publications it goes back to, the most important first; what is exported of a training
   * cites them. By default none.
   */
  default List<Citation> citations() {
    return List.of();
  }
}
