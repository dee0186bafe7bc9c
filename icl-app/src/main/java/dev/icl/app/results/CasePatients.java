package dev.icl.app.results;

import dev.icl.core.error.UserException;
import dev.icl.data.catalog.Patients;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The patients of the cases of two results, from their files or else from the names of the cases.
 *
 * @param of the patient of every case
 * @param notes sentences on what was not told by both files; empty if all was
 */
record CasePatients(Map<String, String> of, List<String> notes) {
  /** Copies both. */
  CasePatients {
    of = Map.copyOf(of);
    notes = List.copyOf(notes);
  }

  /** The patient of one of the cases. */
  String patientOf(String name) {
    return Objects.requireNonNull(of.get(name), name);
  }

  /**
   * The patients of some cases.
   *
   * @param cases that are in both
   * @throws UserException if two lines contradict each other
   */
  static CasePatients of(List<String> cases, ResultFolder a, ResultFolder b) {
    Map<String, String> toldByA = told(a);
    Map<String, String> toldByB = told(b);
    String pattern = a.patientPattern().isEmpty() ? b.patientPattern() : a.patientPattern();
    Patients byName = Patients.of(pattern, Patients.FRAMES);
    Map<String, String> of = new LinkedHashMap<>();
    int byA = 0;
    int byB = 0;
    int guessed = 0;
    for (String name : cases) {
      String first = toldByA.get(name);
      String second = toldByB.get(name);
      if (first != null && second != null && !first.equals(second)) {
        throw new UserException(
            "%s says that the case %s is of the patient %s, and %s says of %s; evaluate both with the same data.patient_pattern."
                .formatted(a.cases(), name, first, b.cases(), second));
      }
      of.put(name, first != null ? first : second != null ? second : byName.of(name));
      byA += first != null && second == null ? 1 : 0;
      byB += first == null && second != null ? 1 : 0;
      guessed += first == null && second == null ? 1 : 0;
    }
    List<String> notes = new ArrayList<>();
    if (byA > 0) {
      notes.add(oneTells(b, a));
    }
    if (byB > 0) {
      notes.add(oneTells(a, b));
    }
    if (guessed > 0) {
      notes.add(noneTells(pattern));
    }
    return new CasePatients(of, notes);
  }

  private static String oneTells(ResultFolder silent, ResultFolder telling) {
    return "%s has no patients, as earlier releases wrote it; they are taken from %s."
        .formatted(silent.cases(), telling.cases());
  }

  private static String noneTells(String pattern) {
    String rule =
        pattern.isEmpty()
            ? "cases whose names differ in a number of a frame or slice at the end alone are taken for one patient's, every other one for a patient of its own"
            : "they are taken from the names of the cases by data.patient_pattern " + pattern;
    return "Neither result tells the patients, as earlier releases wrote them: "
        + rule
        + "; evaluate anew to have them as the dataset tells.";
  }

  private static Map<String, String> told(ResultFolder folder) {
    Map<String, String> told = new HashMap<>();
    for (CaseRow row : folder.rows()) {
      String patient = row.patient().orElse(null);
      String before = patient == null ? null : told.putIfAbsent(row.name(), patient);
      if (before != null && !before.equals(patient)) {
        throw new UserException(
            "%s says that the case %s is of the patients %s and %s; write it anew with icl evaluate."
                .formatted(folder.cases(), row.name(), before, patient));
      }
    }
    return told;
  }
}
