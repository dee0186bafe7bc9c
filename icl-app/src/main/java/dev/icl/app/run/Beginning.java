package dev.icl.app.run;

import dev.icl.app.config.ConfigHistory;
import dev.icl.app.plan.TrainingPlan;
import dev.icl.app.run.Resumption.State;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.modules.train.CheckpointFolder;
import dev.icl.modules.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The beginning of a training, its variables created.
 *
 * @param iteration of the first batch
 * @param history what was changed before
 * @param before what the weights had seen that the training started with
 */
record Beginning(int iteration, ConfigHistory history, SeenBefore before) {
  /**
   * The first step.
   *
   * @param plan of the training
   * @param trainer gets its variables
   * @param history what was changed before
   * @param notices told how a file of weights fitted
   * @throws dev.icl.core.error.UserException if such a file does not fit
   */
  static Beginning first(
      TrainingPlan plan, Trainer trainer, ConfigHistory history, Consumer<String> notices) {
    SeenBefore before = start(plan).begin(trainer, plan.dataset(), notices);
    return new Beginning(0, history, before);
  }

  /**
   * The step after the newest sound checkpoint, or the first where there is none yet.
   *
   * @param plan of the training
   * @param trainer gets its variables
   * @param processes that train together
   * @param resumption the folder, and what may be another setting now
   * @param warnings told what is not as it was
   * @throws dev.icl.core.error.UserException if the training was one of other settings or data, or
   *     has no checkpoint, but networks or a summary that it would replace from its first step on
   */
  static Beginning after(
      TrainingPlan plan,
      Trainer trainer,
      int processes,
      Resumption resumption,
      Consumer<String> warnings) {
    RunFolder folder = resumption.folder();
    new UntoldEnd(folder).stepBack(plan.config().train().iterations());
    if (!CheckpointFolder.isResumable(folder.checkpoints())) {
      new HeldTraining(folder).requireNothingReplaced();
      warnings.accept(
          "%s holds no checkpoint yet: the training begins at its start.".formatted(folder.path()));
      ConfigHistory history =
          resumption
              .beforeTheFirstCheckpoint()
              .map(state -> resumption.accept(state, plan.config(), processes, warnings))
              .orElse(ConfigHistory.NONE);
      return first(plan, trainer, history, warnings);
    }
    // one opening, since each verifies the checksum of the whole file
    try (Checkpoint newest = CheckpointFolder.openNewest(folder.checkpoints(), warnings)) {
      List<String> notices = new ArrayList<>();
      ConfigHistory history =
          resumption.accept(State.of(newest), plan.config(), processes, notices::add);
      DataIdentity.of(plan.dataset(), plan.split())
          .requireSame(newest.path(), newest.info().facts());
      int first = trainer.resume(newest);
      // a training that is refused does not go on as they say
      notices.forEach(warnings);
      return new Beginning(first, history, start(plan).goingOn(newest.info()));
    }
  }

  private static Start start(TrainingPlan plan) {
    return new Start(plan.config().train(), plan.method());
  }
}
