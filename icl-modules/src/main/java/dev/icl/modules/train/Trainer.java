package dev.icl.modules.train;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchSource;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.cost.CostModel;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Engine;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Schedule;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.modules.method.BatchCounters;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.StepTrace;
import dev.icl.modules.method.TrainingStep;
import dev.icl.modules.network.Kept;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The training loop: feeds batches to a method's step, follows the learning-rate schedule,
 * validates, keeps the last state, the network at the end and the best one.
 *
 * <pre>{@code
 * Trainer trainer = new Trainer(engine, method, config, RandomKey.of(seed));
 * int done = trainer.initialize();              // or trainer.resume(last)
 * try (BatchSource batches = batchesFrom(done)) {
 *   TrainingSummary summary = trainer.train(batches, validator, folder, List.of(metrics));
 * }
 * }</pre>
 */
public final class Trainer {
  private final Engine engine;
  private final Method method;
  private final TrainConfig config;
  private final RandomKey root;
  private final ResumeRules rules;
  private final StepGuard guard;
  private final PretrainingPhase pretraining;
  private final Kept kept;
  private final Set<String> wanted;
  private final BestScores best = new BestScores();
  private final HostTensor learningRate = HostTensor.scalar(0);
  private int done;

  /** From the first step on. */
  private @Nullable StepTrace steps;

  /** The step up to which batch norm's counters are right. */
  private int counted;

  /** The fit of the weights that the training started with; null for fresh ones. */
  private @Nullable StartReport start;

  /**
   * @param engine holds no variables yet
   * @param method the method to train
   * @param config the settings of the training
   * @param root the root of the run's random streams
   */
  public Trainer(Engine engine, Method method, TrainConfig config, RandomKey root) {
    this.engine = engine;
    this.method = method;
    this.config = config;
    this.root = root;
    this.rules = new ResumeRules(method, config, root);
    this.guard = new StepGuard(config);
    this.pretraining = new PretrainingPhase(method, config.iterations());
    this.kept = method.kept();
    this.wanted = method.batch().tensors();
  }

  /**
   * Makes the variables with fresh initial values, each drawn from the stream of its name, or with
   * those of the file that the configuration names.
   *
   * @return the first iteration of the batches to feed, 0
   * @throws UserException if there is such a file and it cannot be read or does not fit
   */
  public int initialize() {
    if (!config.start().isGiven()) {
      return create(InitialValues.FRESH);
    }
    try (StartingWeights weights = StartingWeights.open(config.start(), method)) {
      return initialize(weights);
    }
  }

  /**
   * The same with weights that are open, and stay so.
   *
   * @throws UserException if one cannot be read
   */
  public int initialize(StartingWeights weights) {
    start = weights.report();
    return create(weights::valueOf);
  }

  private int create(InitialValues.Given given) {
    new InitialValues(root.child("init"), given).createIn(engine.variables(), method.variables());
    return 0;
  }

  /**
   * Makes the variables as a checkpoint has them, optimiser slots included.
   *
   * @param last a {@link CheckpointFolder#last}
   * @return the first iteration of the batches to feed
   * @throws UserException if the file cannot be read, belongs to another configuration, or is of a
   *     training that is at its end
   */
  public int resume(Path last) {
    try (Checkpoint checkpoint = Checkpoint.open(last)) {
      return resume(checkpoint);
    }
  }

  /**
   * The same for a checkpoint that is open, and stays so.
   *
   * @throws UserException if it belongs to another configuration, or is of a training that is at
   *     its end
   */
  public int resume(Checkpoint checkpoint) {
    Path last = checkpoint.path();
    CheckpointInfo info = checkpoint.info();
    rules.require(last, info);
    pretraining.requireSame(last, info);
    checkpoint.createIn(engine.variables(), method.variables());
    checkpoint.createSlotsIn(engine.variables());
    done = info.iteration();
    counted = done;
    best.resume(info, config.validateEvery());
    start = info.facts().get(TrainingFacts.STARTED_FROM).orElse(null);
    guard.resume(info);
    return done;
  }

  /**
   * Trains to the end of the schedule; see {@link #train(BatchSource, Validator, CheckpointFolder,
   * List, BooleanSupplier)}.
   *
   * @param batches the batches, iteration by iteration
   * @param validator scores the network
   * @param folder the folder of the state
   * @param listeners told of every step, in order
   */
  public TrainingSummary train(
      BatchSource batches,
      Validator validator,
      CheckpointFolder folder,
      List<? extends TrainingListener> listeners) {
    return train(batches, validator, folder, listeners, () -> false);
  }

  /**
   * Trains to the end of the schedule, or until it is asked to stop: then it finishes the step, the
   * validation that follows it included, saves the state and returns.
   *
   * @param batches begins at the iteration that {@link #initialize} or {@link #resume} gave
   * @param validator asked every {@code validateEvery} steps, after the last, and after the last of
   *     a method's pre-training
   * @param folder where the state goes at every validation and every {@code checkpointEvery} steps
   * @param listeners told of every step, in this order
   * @param stop whether to stop; asked after every step
   * @return with fewer iterations than the schedule if the training was stopped
   * @throws UserException if a loss or a gradient is not finite and such batches are not, or no
   *     longer, skipped; if the state to save holds such numbers; if a file cannot be written
   */
  public TrainingSummary train(
      BatchSource batches,
      Validator validator,
      CheckpointFolder folder,
      List<? extends TrainingListener> listeners,
      BooleanSupplier stop) {
    folder.prepare();
    Schedule schedule = pretraining.schedule(config.rate());
    Throughput throughput = new Throughput(method.stepImages(config.batch()).total());
    Compilation step =
        config.withinMemory(
            guard.guarded(Compilation.training(Method.OBJECTIVE, config.update().create())));
    Scores last = best.scores();
    boolean stopped = false;
    long begun = System.nanoTime();
    try (TrainingStep program = method.stepOn(engine, step)) {
      while (done < config.iterations() && !stopped) {
        if (pretraining.endsAt(done)) {
          pretraining.leave(folder, engine.variables(), best.iteration());
          best.forget();
        }
        double rate = schedule.rate(done);
        long stepStart = System.nanoTime();
        Batch batch = batches.next();
        Map<String, HostTensor> outputs = step(program, batch, rate);
        throughput.step(System.nanoTime() - stepStart);
        Optional<SkippedStep> skipped =
            guard.check(outputs, done + 1, rate, batch, engine.variables(), folder.folder());
        if (skipped.isPresent()) {
          // the steps before this one count, and it does not
          countBatches();
          counted++;
        }
        done++;
        Optional<Scores> scores = Optional.empty();
        boolean better = false;
        boolean saved = isValidationDue();
        if (saved) {
          last = validator.validate();
          scores = Optional.of(last);
          better = keep(last, folder);
          stopped = stop.getAsBoolean();
        } else {
          stopped = stop.getAsBoolean();
          saved = stopped || isCheckpointDue();
        }
        StepReport report =
            new StepReport(
                done,
                config.iterations(),
                StepGuard.losses(outputs),
                rate,
                throughput.recent(),
                scores,
                better,
                skipped);
        listeners.forEach(listener -> listener.beforeSave(report));
        if (saved) {
          save(folder);
        }
        listeners.forEach(listener -> listener.onStep(report));
      }
    }
    return summary((System.nanoTime() - begun) * 1e-9, throughput, last);
  }

  private boolean isValidationDue() {
    return done % config.validateEvery() == 0
        || done == config.iterations()
        || pretraining.endsAt(done);
  }

  private Map<String, HostTensor> step(TrainingStep program, Batch batch, double rate) {
    if (batch.iteration() != done) {
      throw new IllegalStateException(
          "batch of iteration " + batch.iteration() + " fed to iteration " + done);
    }
    Map<String, HostTensor> inputs = new HashMap<>(batch.tensors());
    inputs.keySet().retainAll(wanted);
    if (steps == null) {
      steps = method.trace(Map.copyOf(inputs));
    }
    learningRate.set(0, rate);
    inputs.put(Optimizer.LEARNING_RATE, learningRate);
    return program.run(done, inputs, root.child("step").child(done));
  }

  /**
   * Keeps the network if it is the best so far, and says so. An equal score keeps the older one.
   */
  private boolean keep(Scores scores, CheckpointFolder folder) {
    countBatches();
    boolean better = best.take(scores, done);
    if (better) {
      if (pretraining.covers(done)) {
        pretraining.keepBest(folder, engine.variables(), info(folder));
      } else {
        folder.saveBest(
            kept.saved(engine.variables()),
            kept.saved(),
            kept.saved(info(folder)),
            best.validations() + validationsToCome());
      }
    }
    if (done == config.iterations()) {
      // before the state that says that the training is at its end
      folder.saveEnd(kept.saved(engine.variables()), kept.saved(), kept.saved(info(folder)));
    }
    return better;
  }

  private int validationsToCome() {
    int every = config.validateEvery();
    int toCome = (config.iterations() + every - 1) / every - done / every;
    return done == config.iterations() ? 0 : toCome;
  }

  private boolean isCheckpointDue() {
    return config.checkpointEvery() > 0 && done % config.checkpointEvery() == 0;
  }

  private void save(CheckpointFolder folder) {
    countBatches();
    folder.saveLast(engine.variables(), kept.noted(info(folder)));
  }

  private void countBatches() {
    if (counted < done) {
      StepTrace traced = Objects.requireNonNull(steps, "a step was made and not traced");
      BatchCounters.advance(
          engine.variables(), method, traced, counted, done, config.memory().accumulate());
    }
    counted = done;
  }

  private CheckpointInfo info(CheckpointFolder folder) {
    CheckpointInfo info =
        rules.noted(pretraining.noted(guard.noted(folder.description().at(done, best.mean()))));
    if (start != null) {
      info = info.with(TrainingFacts.STARTED_FROM, start);
    }
    return best.noted(info);
  }

  private TrainingSummary summary(double seconds, Throughput throughput, @Nullable Scores last) {
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
