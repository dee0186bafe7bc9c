package dev.icl.cli;

import dev.icl.core.error.UnknownName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Options that take one of a few words. */
final class Choices {
  private Choices() {}

  /**
   * The constant that a word names in lower case, with hyphens.
   *
   * @throws dev.icl.core.error.UserException if none does; it names the nearest
   */
  static <E extends Enum<E>> E of(String option, String word, E[] constants) {
    List<String> names =
        Arrays.stream(constants)
            .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    int place = names.indexOf(word);
    if (place < 0) {
      throw UnknownName.of(option, "choice", word, names);
    }
    return constants[place];
  }
}
