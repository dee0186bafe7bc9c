package dev.icl.report.viewer;

import dev.icl.core.error.UnknownName;
import java.util.List;

/** The cases that {@code --cases} names. */
final class WantedCases {
  private WantedCases() {}

  /**
   * The cases to show.
   *
   * @param wanted names; empty for all
   * @param known every name there is
   * @throws dev.icl.core.error.UserException if one is not known
   */
  static List<String> of(List<String> wanted, List<String> known) {
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw UnknownName.of("--cases", "case", name, known);
      }
    }
    return wanted.isEmpty() ? known : wanted.stream().distinct().toList();
  }
}
