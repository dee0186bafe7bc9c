package dev.icl.bench.matrix;

import dev.icl.core.error.UserException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Drawings of labelled patients of which no two are the same. Where there are few patients,
 * drawings of different numbers repeat each other; counted as two they would make intervals look as
 * if they spoke of other labelled patients.
 */
final class DistinctDraws {
  private final Map<List<Object>, Integer> first = new HashMap<>();

  /**
   * Adds a drawing.
   *
   * @param labeled the number of labelled patients
   * @param draw its number
   * @param patients those that it labels
   * @throws UserException if another number labelled the same ones
   */
  void add(int labeled, int draw, Set<String> patients) {
    Integer before = first.putIfAbsent(List.of(labeled, Set.copyOf(patients)), draw);
    if (before != null && before != draw) {
      throw new UserException(
          "bench.label_draws: drawings %d and %d label the same %s: leave one of them out, or label another number of patients with bench.labeled."
              .formatted(before, draw, named(patients)));
    }
  }

  private static String named(Set<String> patients) {
    return patients.size() == 1
        ? "patient, " + patients.iterator().next()
        : patients.size() + " patients";
  }
}
