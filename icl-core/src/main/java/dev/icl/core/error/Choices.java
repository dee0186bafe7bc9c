package dev.icl.core.error;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Options that take one of a few words. */
public final class Choices {
  private Choices() {}

  /**
   * The constant that a word names in lower case, with hyphens.
   *
   * @param option that takes it, as {@code --format}
   * @param word as the user gave it
   * @param constants to choose from
   * @throws UserException if none does; it names the nearest
   */
  public static <E extends Enum<E>> E of(String option, String word, E[] constants) {
    List<String> names = words(constants);
    int place = names.indexOf(word);
    if (place < 0) {
      throw UnknownName.of(option, "choice", word, names);
    }
    return constants[place];
  }

  /**
   * The words for constants, in their order.
   *
   * @param constants to choose from
   */
  public static List<String> words(Enum<?>[] constants) {
    return Arrays.stream(constants)
        .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }
}
