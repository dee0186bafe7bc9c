package dev.icl.app.results;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The differences in how two networks were applied, which a comparison of their scores names. */
final class AppliedDifferences {
  private AppliedDifferences() {}

  /**
   * A sentence on the options that differ; none where all agree, or one of the results tells none.
   *
   * @param a the options of A by their names, as {@code largest_component}
   * @param b those of B
   */
  static List<String> notes(Map<String, Object> a, Map<String, Object> b) {
    String differences =
        new TreeMap<>(a)
            .entrySet().stream()
                .filter(option -> b.containsKey(option.getKey()))
                .filter(option -> !option.getValue().equals(b.get(option.getKey())))
                .map(
                    option ->
                        "%s is %s for A and %s for B"
                            .formatted(option.getKey(), option.getValue(), b.get(option.getKey())))
                .collect(Collectors.joining(", "));
    return differences.isEmpty()
        ? List.of()
        : List.of(
            "The networks were not applied alike, which is part of the difference: "
                + differences
                + ".");
  }
}
