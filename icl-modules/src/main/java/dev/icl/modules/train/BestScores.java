package dev.icl.modules.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.error.UserException;
import java.nio.file.Path;

/** The best validation of a training so far, and how many it was chosen among. */
final class BestScores {
  private static final String DICE = "best_dice";
  private static final String ITERATION = "best_iteration";
  private static final String VALIDATIONS = "validations";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Scores scores;
  private int iteration;
  private int validations;

  /** Null before the first validation with a score. */
  Scores scores() {
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

  /** Begins anew. */
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
    try {
      return info.with(DICE, JSON.writeValueAsString(scores))
          .with(ITERATION, Integer.toString(iteration))
          .with(VALIDATIONS, Integer.toString(validations));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("scores cannot be written as JSON", e);
    }
  }

  /**
   * Goes on from a checkpoint.
   *
   * @param file the checkpoint, to name it
   * @param info of it
   * @param validateEvery steps between validations, for a file that does not tell their number
   * @throws UserException if the metadata cannot be read
   */
  void resume(Path file, CheckpointInfo info, int validateEvery) {
    String text = info.facts().get(DICE);
    if (text == null) {
      return;
    }
    // what a file of an earlier version does not tell
    String scheduled = Integer.toString(Math.max(1, info.iteration() / validateEvery));
    try {
      scores = JSON.readValue(text, Scores.class);
      iteration = Integer.parseInt(info.facts().getOrDefault(ITERATION, ""));
      validations = Integer.parseInt(info.facts().getOrDefault(VALIDATIONS, scheduled));
    } catch (JsonProcessingException | NumberFormatException e) {
      throw new UserException(
          file + " has metadata on the best validation that cannot be read; start anew.", e);
    }
  }
}
