package dev.icl.modules.train;

import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.Facts;
import org.jspecify.annotations.Nullable;

/** The best validation of a training so far, and how many it was chosen among. */
final class BestScores {
  private @Nullable Scores scores;
  private int iteration;
  private int validations;

  /** Null before the first validation with a score. */
  @Nullable Scores scores() {
    return scores;
  }

  /** After how many steps it was; 0 before the first. */
  int iteration() {
    return iteration;
  }

  /** Validations with a score so far. */
  int validations() {
    return validations;
  }

  /** Forgets every score. */
  void forget() {
    scores = null;
    iteration = 0;
    validations = 0;
  }

  /**
   * Takes a validation into account. An equal score keeps the older one.
   *
   * @param found whose mean is NaN where there was nothing to score
   * @param done steps so far
   * @return whether it is the best so far
   */
  boolean take(Scores found, int done) {
    boolean scored = !Double.isNaN(found.mean());
    validations += scored ? 1 : 0;
    boolean better = scored && (scores == null || found.mean() > scores.mean());
    if (better) {
      scores = found;
      iteration = done;
    }
    return better;
  }

  /** The mean Dice coefficient; NaN before the first validation with a score. */
  double mean() {
    return scores == null ? Double.NaN : scores.mean();
  }

  /** A checkpoint's metadata with what {@link #resume} reads. */
  CheckpointInfo noted(CheckpointInfo info) {
    if (scores == null) {
      return info;
    }
    return info.with(TrainingFacts.BEST, scores)
        .with(TrainingFacts.BEST_ITERATION, iteration)
        .with(TrainingFacts.VALIDATIONS, validations);
  }

  /**
   * Goes on from a checkpoint.
   *
   * @param info of the checkpoint
   * @param validateEvery steps between validations, for a file that does not say their number
   * @throws dev.icl.core.error.UserException if one of them cannot be read
   */
  void resume(CheckpointInfo info, int validateEvery) {
    Facts facts = info.facts();
    facts
        .get(TrainingFacts.BEST)
        .ifPresent(
            found -> {
              scores = found;
              iteration = facts.require(TrainingFacts.BEST_ITERATION);
              // a file of an earlier version does not say
              validations =
                  facts
                      .get(TrainingFacts.VALIDATIONS)
                      .orElse(Math.max(1, info.iteration() / validateEvery));
            });
  }
}
