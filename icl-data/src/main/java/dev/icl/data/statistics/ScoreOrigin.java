package dev.icl.data.statistics;

import java.util.Objects;

/**
 * The origin of a score. Scores that share a patient, a seed or a drawing of labelled patients are
 * not independent of each other.
 *
 * @param patient the patient whose scan was scored
 * @param name of the scan among those of the patient
 * @param seed of the training; the same number for scores of one training
 * @param labelDraw the drawing of labelled patients it was trained with
 */
public record ScoreOrigin(String patient, String name, long seed, int labelDraw) {
  /** Requires the names. */
  public ScoreOrigin {
    Objects.requireNonNull(patient, "patient");
    Objects.requireNonNull(name, "name");
  }

  /** Of one training, with which nothing else is compared. */
  public static ScoreOrigin of(String patient, String name) {
    return new ScoreOrigin(patient, name, 0, 0);
  }

  /** The scan alone. */
  ScoreOrigin scan() {
    return of(patient, name);
  }
}
