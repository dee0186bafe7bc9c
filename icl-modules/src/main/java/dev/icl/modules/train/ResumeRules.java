package dev.icl.modules.train;

import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.OptimizerKind;
import dev.icl.core.random.RandomKey;
import dev.icl.modules.method.Method;
import java.nio.file.Path;
import java.util.Locale;

/** The conditions under which a training is resumed from a checkpoint. */
final class ResumeRules {
  private final Method method;
  private final TrainConfig config;
  private final RandomKey root;
  private final int processes;

  /**
   * @param method of the training that goes on
   * @param config of it
   * @param root of its random streams
   * @param processes that train together, at least 1
   */
  ResumeRules(Method method, TrainConfig config, RandomKey root, int processes) {
    this.method = method;
    this.config = config;
    this.root = root;
    this.processes = processes;
  }

  /**
   * Refuses a checkpoint of another training.
   *
   * @param file the checkpoint
   * @param info of it
   * @throws UserException if it is one, or is of a training at its end
   */
  void require(Path file, CheckpointInfo info) {
    requireSame(file, "method", info.method(), method.name());
    requireSameRevision(file, info);
    requireSame(file, "network", info.network(), method.network().name());
    // what is not noted is of a release that had one optimiser
    String optimizer = info.facts().get(TrainingFacts.OPTIMIZER).orElse(name(OptimizerKind.SGD));
    requireSame(file, "optimizer", optimizer, name(config.update().optimizer()));
    requireSameRoot(file, info.seed());
    requireUnfinished(file, info.iteration());
  }

  /** The facts that a later training must match, added to those of a checkpoint. */
  CheckpointInfo noted(CheckpointInfo info) {
    CheckpointInfo noted =
        info.with(TrainingFacts.METHOD_REVISION, method.revision())
            .with(TrainingFacts.OPTIMIZER, name(config.update().optimizer()));
    return processes == 1 ? noted : noted.with(TrainingFacts.PROCESSES, processes);
  }

  private static String name(OptimizerKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** A checkpoint without a revision is of a release before revisions. */
  private void requireSameRevision(Path file, CheckpointInfo info) {
    int found = info.facts().get(TrainingFacts.METHOD_REVISION).orElse(1);
    if (found != method.revision()) {
      throw new UserException(
          "%s was trained by another release, in which method %s is another (its revision %d, here %d); start anew in another folder."
              .formatted(file, method.name(), found, method.revision()));
    }
  }

  /** With other streams the batches behind this point would not be those the file learned from. */
  private void requireSameRoot(Path file, long seed) {
    if (!RandomKey.of(seed).equals(root)) {
      throw new UserException(
          "%s was made with seed %d, but the configuration has another; go on with the same seed."
              .formatted(file, seed));
    }
  }

  private void requireUnfinished(Path file, int iteration) {
    if (iteration >= config.iterations()) {
      throw new UserException(
          "%s is of a training at its end, iteration %d of %d; raise train.iterations to continue."
              .formatted(file, iteration, config.iterations()));
    }
  }

  private static void requireSame(Path file, String what, String found, String wanted) {
    if (!found.equals(wanted)) {
      throw new UserException(
          "%s was made with %s '%s', but the configuration says '%s'; go on with the same %s."
              .formatted(file, what, found, wanted, what));
    }
  }
}
