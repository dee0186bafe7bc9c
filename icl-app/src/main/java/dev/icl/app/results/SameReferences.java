package dev.icl.app.results;

import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The check that cases of one name in two results are of one scan. Names such as {@code case001}
 * are those of many scans, so the reference label maps decide, as far as both results tell them.
 */
final class SameReferences {
  private SameReferences() {}

  /** A class of a case. */
  private record Mask(String name, String label) {}

  /**
   * Checks every class that both results have of a case.
   *
   * @throws UserException if any of them was scored against two references
   */
  static void require(ResultFolder a, ResultFolder b) {
    Map<Mask, String> first = new HashMap<>();
    for (CaseRow row : a.rows()) {
      row.reference().ifPresent(print -> first.put(new Mask(row.name(), row.label()), print));
    }
    Set<String> told = new LinkedHashSet<>();
    Set<String> others = new LinkedHashSet<>();
    for (CaseRow row : b.rows()) {
      String here = row.reference().orElse(null);
      String there = first.get(new Mask(row.name(), row.label()));
      if (here != null && there != null) {
        told.add(row.name());
        if (!here.equals(there)) {
          others.add(row.name());
        }
      }
    }
    if (!others.isEmpty()) {
      throw new UserException(
          "%s and %s were scored against different reference label maps in %d of %s, such as %s, so these are other scans or other label maps; compare evaluations of the same data."
              .formatted(
                  a.path(),
                  b.path(),
                  others.size(),
                  Counts.of(told.size(), "common case"),
                  others.iterator().next()));
    }
  }
}
