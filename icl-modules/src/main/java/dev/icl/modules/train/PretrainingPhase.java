package dev.icl.modules.train;

import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.Schedule;
import dev.icl.core.optim.ScheduleConfig;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.text.Counts;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.PretrainedStart;
import dev.icl.modules.method.Pretraining;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The transition of a training from the pre-training of its method to the rest. Of a method without
 * one nothing happens.
 */
final class PretrainingPhase {
  private final Method method;
  private final int total;
  private final Optional<Pretraining> pretraining;

  /**
   * @param total iterations of the training
   */
  PretrainingPhase(Method method, int total) {
    this.method = method;
    this.total = total;
    this.pretraining = method.pretraining();
  }

  /**
   * The learning rates of the training.
   *
   * @param rate the rule for them
   */
  Schedule schedule(ScheduleConfig rate) {
    int first = pretraining.map(Pretraining::scheduleStart).orElse(0);
    Schedule rest = rate.over(total - first);
    return first == 0 ? rest : step -> step < first ? rate.learningRate() : rest.rate(step - first);
  }

  /** Whether the state after so many steps is one of the pre-training. */
  boolean covers(int done) {
    return pretraining.isPresent() && done <= pretraining.get().iterations();
  }

  /** Whether the pre-training ends after so many steps. */
  boolean endsAt(int done) {
    return pretraining.isPresent() && done == pretraining.get().iterations();
  }

  /**
   * Keeps the backbone of the highest score so far, and the optimiser, as far as the rest is to
   * begin with them.
   */
  void keepBest(CheckpointFolder folder, Variables variables, CheckpointInfo info) {
    if (pretraining.orElseThrow().continuesFromBest()) {
      List<VariableSpec> state = new ArrayList<>(method.network().variables());
      if (pretraining.get().start() == PretrainedStart.BEST) {
        state.addAll(slots(variables));
      }
      folder.savePretrained(variables, state, info);
    }
  }

  /**
   * Puts the state that the rest begins with in place, at the end of the pre-training.
   *
   * @param bestIteration the one with the highest score; 0 if there were no scores, and then the
   *     rest begins with the last state
   * @throws UserException if the file that holds it is gone
   */
  void leave(CheckpointFolder folder, Variables variables, int bestIteration) {
    if (pretraining.orElseThrow().start() == PretrainedStart.BEST_NETWORK) {
      for (VariableSpec slot : slots(variables)) {
        variables.write(slot.name(), HostTensor.zeros(slot.dtype(), slot.shape()));
      }
    }
    if (pretraining.get().continuesFromBest() && bestIteration > 0) {
      for (Path file : List.of(folder.pretrained(), folder.previousPretrained())) {
        if (Files.exists(file) && restored(file, variables, bestIteration)) {
          return;
        }
      }
      throw new UserException(
          "%s does not hold the best state of the pre-training, iteration %d, from which the self-training starts; bring it back, or start anew."
              .formatted(folder.pretrained(), bestIteration));
    }
  }

  /** The state of the optimiser, which begins as zeros. */
  private static List<VariableSpec> slots(Variables variables) {
    return variables.specs().stream().filter(spec -> spec.kind() == VariableKind.SLOT).toList();
  }

  private boolean restored(Path file, Variables variables, int iteration) {
    try (Checkpoint state = Checkpoint.open(file)) {
      boolean wanted = state.info().iteration() == iteration;
      if (wanted) {
        state.restoreIn(variables, method.network().variables());
      }
      return wanted;
    }
  }

  /** Facts of a checkpoint with how long the pre-training is. */
  CheckpointInfo noted(CheckpointInfo info) {
    return pretraining
        .map(phase -> info.with(TrainingFacts.PRETRAINING, phase.iterations()))
        .orElse(info);
  }

  /**
   * A training that has passed from one to the other, or never had the one, cannot pass elsewhere.
   *
   * @throws UserException if it would have to
   */
  void requireSame(Path file, CheckpointInfo info) {
    int then = info.facts().get(TrainingFacts.PRETRAINING).orElse(0);
    int now = pretraining.map(Pretraining::iterations).orElse(0);
    if (then != now && info.iteration() >= Math.min(then, now)) {
      throw new UserException(
          "%s is of a training with %s of pre-training, but the configuration gives it %d; to continue, %s."
              .formatted(file, Counts.of(then, "iteration"), now, remedy(then)));
    }
  }

  /** Of the whole it is less than a share of 1, unless the whole became too short for it. */
  private String remedy(int then) {
    return then < total
        ? "set method.copy_paste.pretrain to %s and add --allow-changes"
            .formatted((double) then / total)
        : "raise train.iterations above %d".formatted(then);
  }
}
