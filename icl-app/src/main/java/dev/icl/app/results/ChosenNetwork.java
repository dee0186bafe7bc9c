package dev.icl.app.results;

import dev.icl.core.text.Counts;
import dev.icl.modules.train.CheckpointFolder;
import java.util.Objects;
import java.util.Optional;

/**
 * The selection of an evaluation's network among the iterations of its training.
 *
 * @param partly whether it is several networks, some of which nothing chose
 * @param validations it is the best of so many; 0 where that is not told
 * @param onScoredCases how many of the scored cases are of patients that the choice was made on
 * @param cases how many were scored
 */
record ChosenNetwork(boolean partly, int validations, int onScoredCases, int cases) {
  /**
   * The choice that a summary names; empty where it names none. The best of one validation was
   * chosen by nothing.
   */
  static Optional<ChosenNetwork> in(ScoredSummary.Selection told) {
    boolean mixed = told.by().equals(ScoredSummary.Selection.MIXED);
    boolean known =
        told.by().equals(CheckpointFolder.NOTHING)
            || told.by().equals(CheckpointFolder.VALIDATION_DICE)
            || mixed;
    int validations = Objects.requireNonNullElse(told.candidates(), 0);
    return known && told.onScoredCases() != null
        ? Optional.of(
            new ChosenNetwork(
                mixed,
                validations,
                validations == 1 ? 0 : told.onScoredCases(),
                Objects.requireNonNullElse(told.cases(), 0)))
        : Optional.empty();
  }

  /** Whether it was chosen on any of the cases that it is scored on. */
  boolean isOnScoredCases() {
    return onScoredCases > 0;
  }

  @Override
  public String toString() {
    return (partly ? "in part " : "")
        + "the best of %s, chosen on patients of %d of the %s it was scored on"
            .formatted(
                validations == 0 ? "several validations" : Counts.of(validations, "validation"),
                onScoredCases,
                Counts.of(cases, "case"));
  }
}
