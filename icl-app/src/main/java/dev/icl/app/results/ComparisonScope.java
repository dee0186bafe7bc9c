package dev.icl.app.results;

import java.util.List;
import java.util.Optional;

/**
 * The population that a comparison is about, which depends on how the two networks were chosen.
 *
 * @param notes sentences on a choice that was made on scored cases; empty if none was
 * @param sentence what the tests speak of
 */
record ComparisonScope(List<String> notes, String sentence) {
  private static final String TESTED = "What is tested is one difference a patient. ";
  private static final String OTHERS = "It speaks of other patients, with these two networks";
  private static final String SEEDS =
      ": other seeds and other labelled patients would give others.";
  private static final String INSTEAD =
      "; evaluate final.safetensors of both, or cases that chose neither.";

  /** Copies the list. */
  ComparisonScope {
    notes = List.copyOf(notes);
  }

  /** The scope of a comparison of two networks; empty for one that does not say what chose it. */
  static ComparisonScope of(Optional<ChosenNetwork> a, Optional<ChosenNetwork> b) {
    boolean ofA = a.filter(ChosenNetwork::isOnScoredCases).isPresent();
    boolean ofB = b.filter(ChosenNetwork::isOnScoredCases).isPresent();
    if (ofA && ofB) {
      return chosen(
          "Both networks were chosen on scored cases, so both are too good here: that of A is %s, that of B is %s"
              .formatted(a.get(), b.get()));
    }
    if (ofA) {
      return chosen(oneSided("A", a.get(), "B", b));
    }
    if (ofB) {
      return chosen(oneSided("B", b.get(), "A", a));
    }
    if (a.isPresent() && b.isPresent()) {
      return new ComparisonScope(List.of(), TESTED + OTHERS + SEEDS);
    }
    String untold = a.isPresent() ? "B does" : b.isPresent() ? "A does" : "A and B do";
    return new ComparisonScope(
        List.of(),
        TESTED
            + OTHERS
            + ", if neither was chosen on these cases, which %s not tell".formatted(untold)
            + SEEDS);
  }

  private static ComparisonScope chosen(String note) {
    return new ComparisonScope(
        List.of(note + INSTEAD),
        TESTED
            + "It does not speak of other patients, since these took part in choosing a network.");
  }

  private static String oneSided(
      String name, ChosenNetwork chosen, String other, Optional<ChosenNetwork> unchosen) {
    return "Only the network of %s is %s, which favours %s: that of %s %s"
        .formatted(
            name,
            chosen,
            name,
            other,
            unchosen.isPresent()
                ? "was chosen on none of its cases"
                : "does not tell what chose it");
  }
}
