package dev.icl.modules.train;

import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.cost.CostModel;
import dev.icl.core.engine.Engine;
import dev.icl.modules.method.BatchCounters;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.StepTrace;
import dev.icl.modules.network.Kept;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The states that a training keeps of itself: its newest state, the best network, and the one at
 * the end, each with what a later run must know of it.
 */
final class KeptStates {
  private final Engine engine;
  private final Method method;
  private final TrainConfig config;
  private final ResumeRules rules;
  private final StepGuard guard;
  private final PretrainingPhase pretraining;
  private final Kept kept;
  private final BestScores best = new BestScores();

  /** The step up to which batch norm's counters are right. */
  private int counted;

  /** The fit of the weights that the training started with; null for fresh ones. */
  private @Nullable StartReport start;

  /**
   * @param engine holds the variables
   * @param method the method that is trained
   * @param config the settings of the training
   * @param rules for the states that a later training goes on from
   * @param guard counts skipped steps
   * @param pretraining of the method
   */
  KeptStates(
      Engine engine,
      Method method,
      TrainConfig config,
      ResumeRules rules,
      StepGuard guard,
      PretrainingPhase pretraining) {
    this.engine = engine;
    this.method = method;
    this.config = config;
    this.rules = rules;
    this.guard = guard;
    this.pretraining = pretraining;
    this.kept = method.kept();
  }

  /** Notes the weights that the training starts with. */
  void startedWith(StartReport report) {
    start = report;
  }

  /**
   * Refuses a checkpoint of another training.
   *
   * @throws dev.icl.core.error.UserException if it is one, or is of a training at its end
   */
  void requireSame(Path last, CheckpointInfo info) {
    rules.require(last, info);
    pretraining.requireSame(last, info);
  }

  /** Goes on from a checkpoint whose variables are in place. */
  void resume(CheckpointInfo info) {
    counted = info.iteration();
    best.resume(info, config.validateEvery());
    start = info.facts().get(TrainingFacts.STARTED_FROM).orElse(null);
    guard.resume(info);
  }

  /** The best scores so far. */
  BestScores best() {
    return best;
  }

  /**
   * Keeps the network if it is the best so far, and says so. An equal score keeps the older one.
   *
   * @param scores of the validation after so many steps
   * @param done steps so far
   * @param steps the trace of the steps
   * @param folder of the state
   */
  boolean keep(Scores scores, int done, StepTrace steps, CheckpointFolder folder) {
    count(done, steps);
    boolean better = best.take(scores, done);
    if (better) {
      if (pretraining.covers(done)) {
        pretraining.keepBest(folder, engine.variables(), info(folder, done));
      } else {
        folder.saveBest(
            kept.saved(engine.variables()),
            kept.saved(),
            kept.saved(info(folder, done)),
            best.validations() + validationsToCome(done));
      }
    }
    if (done == config.iterations()) {
      // before the state that says that the training is at its end
      folder.saveEnd(kept.saved(engine.variables()), kept.saved(), kept.saved(info(folder, done)));
      correctBest(done, folder);
    }
    return better;
  }

  /**
   * Lets the file of the best network tell among how many validations it is the best: with other
   * settings than before there are more to come, or fewer.
   *
   * @param done steps so far
   * @param folder of the state
   */
  void correctBest(int done, CheckpointFolder folder) {
    if (best.iteration() > 0 && !pretraining.covers(best.iteration())) {
      folder.correctCandidates(best.iteration(), best.validations() + validationsToCome(done));
    }
  }

  private int validationsToCome(int done) {
    int every = config.validateEvery();
    int toCome = (config.iterations() + every - 1) / every - done / every;
    return done == config.iterations() ? 0 : toCome;
  }

  /**
   * Saves the state.
   *
   * @param done steps so far
   * @param steps the trace of the steps
   * @param folder of the state
   */
  void save(int done, StepTrace steps, CheckpointFolder folder) {
    count(done, steps);
    folder.saveLast(engine.variables(), kept.noted(info(folder, done)));
  }

  /** Counts a step that was skipped: those before it count, and it does not. */
  void skip(int before, StepTrace steps) {
    count(before, steps);
    counted++;
  }

  private void count(int done, StepTrace steps) {
    if (counted < done) {
      BatchCounters.advance(
          engine.variables(), method, steps, counted, done, config.memory().accumulate());
    }
    counted = done;
  }

  private CheckpointInfo info(CheckpointFolder folder, int done) {
    CheckpointInfo info =
        rules.noted(pretraining.noted(guard.noted(folder.description().at(done, best.mean()))));
    if (start != null) {
      info = info.with(TrainingFacts.STARTED_FROM, start);
    }
    return best.noted(info);
  }

  /**
   * The outcome of a training.
   *
   * @param done steps so far
   * @param seconds of this run
   * @param throughput of it
   * @param last scores of the validation after the last step; null if there was none
   */
  TrainingSummary summary(int done, double seconds, Throughput throughput, @Nullable Scores last) {
    return new TrainingSummary(
        engine.info().name(),
        engine.info().device().toString(),
        method.name(),
        method.revision(),
        done,
        seconds,
        throughput.overall(),
        PeakMemory.mebibytes(),
        last == null || Double.isNaN(last.mean()) ? null : last,
        best.scores(),
        best.iteration(),
        best.validations(),
        new TrainingSummary.Parameters(
            CostModel.parameters(kept.saved()), CostModel.parameters(method.variables())),
        start);
  }
}
