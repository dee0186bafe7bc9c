package dev.icl.modules.train;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.icl.core.checkpoint.FactKey;
import dev.icl.core.json.AnyNumber;
import dev.icl.modules.method.Method;
import java.util.List;

/** The facts by which a checkpoint tells the course of its training. */
public final class TrainingFacts {
  /** {@link Method#revision} of the method. A file without it is of a release before revisions. */
  public static final FactKey<Integer> METHOD_REVISION = FactKey.count("method_revision");

  /** The count of the numbers that are trained, the method's own included. */
  public static final FactKey<Long> PARAMETERS = FactKey.longCount("training_parameters");

  /**
   * What chose the state among all iterations: {@link CheckpointFolder#VALIDATION_DICE} or {@link
   * CheckpointFolder#NOTHING}.
   */
  public static final FactKey<String> CHOSEN_BY = FactKey.text("chosen_by");

  /** Of a best checkpoint the count of the validations among which it was chosen. */
  public static final FactKey<Integer> CANDIDATES = FactKey.count("chosen_among_validations");

  /** The number of processes that trained together. A file without it is of one process. */
  public static final FactKey<Integer> PROCESSES = FactKey.count("processes");

  /** The optimiser's name. A file without it is of a release that had SGD alone. */
  static final FactKey<String> OPTIMIZER = FactKey.text("optimizer");

  /** Iterations of the method's pre-training. A file without it is of a training without one. */
  public static final FactKey<Integer> PRETRAINING = FactKey.count("pretraining_iterations");

  /** The count of the batches that were left out for numbers that are not finite. */
  static final FactKey<Integer> SKIPPED = FactKey.count("skipped_batches");

  /** The scores of the best validation so far. */
  static final FactKey<Scores> BEST = scores("best_dice");

  /** The iteration of the best validation so far. */
  static final FactKey<Integer> BEST_ITERATION = FactKey.count("best_iteration");

  /** The count of the validations with a score so far. */
  static final FactKey<Integer> VALIDATIONS = FactKey.count("validations");

  /** The fit of the weights that the training started with. */
  static final FactKey<StartReport> STARTED_FROM =
      JsonFact.of("started_from", new TypeReference<>() {});

  private TrainingFacts() {}

  private static FactKey<Scores> scores(String key) {
    FactKey<KeptScores> kept = JsonFact.of(key, new TypeReference<>() {});
    return new FactKey<>(
        key,
        scores -> kept.toText().apply(KeptScores.of(scores)),
        text -> kept.ofText().apply(text).scores());
  }

  /** Scores of which one that is not there is {@code "NaN"}, as releases have always kept them. */
  private record KeptScores(
      @JsonSerialize(using = AnyNumber.class) double mean,
      @JsonSerialize(contentUsing = AnyNumber.class) List<Double> perClass,
      @JsonSerialize(using = AnyNumber.class) double std) {
    static KeptScores of(Scores scores) {
      return new KeptScores(scores.mean(), scores.perClass(), scores.std());
    }

    Scores scores() {
      return new Scores(mean, perClass, std);
    }
  }
}
