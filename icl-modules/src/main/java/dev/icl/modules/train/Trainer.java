package dev.icl.modules.train;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchSource;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.ProcessGroup;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Schedule;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.StepTrace;
import dev.icl.modules.method.TrainingStep;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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
  private final StepGuard guard;
  private final PretrainingPhase pretraining;
  private final KeptStates states;
  private final ProcessGroup group;
  private final Companions companions;
  private final Consumer<String> notices;
  private final Set<String> wanted;
  private final HostTensor learningRate = HostTensor.scalar(0);
  private int done;

  /** From the first step on. */
  private @Nullable StepTrace steps;

  /**
   * @param engine holds no variables yet
   * @param method the method to train
   * @param config the settings of the training
   * @param root the root of the run's random streams
   */
  public Trainer(Engine engine, Method method, TrainConfig config, RandomKey root) {
    this(engine, method, config, root, ProcessGroup.ALONE, notice -> {});
  }

  /**
   * A trainer of one of several processes, of which each makes every step with its share of the
   * images. Process 0 begins, validates and saves for all, the others {@link #join}.
   *
   * @param engine holds no variables yet
   * @param method the method to train
   * @param config the settings of the training; its batch is that of all processes together
   * @param root the root of the run's random streams
   * @param group the processes
   * @param notices told of weights that are not the same in all processes, and of a file to start
   *     with that is not the one of a training's end
   */
  public Trainer(
      Engine engine,
      Method method,
      TrainConfig config,
      RandomKey root,
      ProcessGroup group,
      Consumer<String> notices) {
    this.engine = engine;
    this.method = method;
    this.config = config;
    this.root = root;
    this.group = group;
    this.companions = new Companions(group);
    this.notices = notices;
    this.guard = new StepGuard(config, companions.isFirst());
    this.pretraining = new PretrainingPhase(method, config.iterations());
    this.states =
        new KeptStates(
            engine,
            method,
            config,
            new ResumeRules(method, config, root, group.size()),
            guard,
            pretraining);
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
    try (StartingWeights weights = StartingWeights.open(config.start(), method, notices)) {
      return initialize(weights);
    }
  }

  /**
   * The same with weights that are open, and stay so.
   *
   * @throws UserException if one cannot be read
   */
  public int initialize(StartingWeights weights) {
    states.startedWith(weights.report());
    return create(weights::valueOf);
  }

  private int create(InitialValues.Given given) {
    new InitialValues(root.child("init"), given).createIn(engine.variables(), method.variables());
    return tell();
  }

  /**
   * Makes the variables as process 0 has them when that begins or resumes: what every other process
   * of a group does instead.
   *
   * @return the first iteration of the batches to feed
   * @throws UserException if this process trains other variables, or another process is lost
   */
  public int join() {
    if (companions.isFirst()) {
      throw new IllegalStateException("process 0 has nobody to join");
    }
    return tell();
  }

  private int tell() {
    Companions.Point point =
        companions.begin(engine.variables(), method, new Companions.Point(done, guard.skipped()));
    done = point.done();
    guard.resume(point.skipped());
    return done;
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
    CheckpointInfo info = checkpoint.info();
    states.requireSame(checkpoint.path(), info);
    checkpoint.createIn(engine.variables(), method.variables());
    checkpoint.createSlotsIn(engine.variables());
    done = info.iteration();
    states.resume(info);
    return tell();
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
    if (companions.isFirst()) {
      folder.prepare();
      states.correctBest(done, folder);
    }
    Schedule schedule = pretraining.schedule(config.rate());
    Throughput throughput = new Throughput(method.stepImages(config.batch()).total());
    Compilation step =
        config
            .withinMemory(
                guard.guarded(Compilation.training(Method.OBJECTIVE, config.update().create())))
            .within(group);
    Optional<Scores> scores = Optional.empty();
    boolean stopped = false;
    long begun = System.nanoTime();
    try (TrainingStep program = method.stepOn(engine, step)) {
      while (done < config.iterations() && !stopped) {
        if (pretraining.endsAt(done)) {
          leavePretraining(folder);
        }
        double rate = schedule.rate(done);
        long stepStart = System.nanoTime();
        Batch batch = batches.next();
        Map<String, HostTensor> outputs = step(program, batch, rate);
        throughput.step(System.nanoTime() - stepStart);
        Optional<SkippedStep> skipped =
            guard.check(outputs, done + 1, rate, batch, engine.variables(), folder.folder());
        if (skipped.isPresent()) {
          states.skip(done, traced());
        }
        done++;
        scores = Optional.empty();
        boolean better = false;
        boolean saved = isValidationDue();
        if (saved && companions.isFirst()) {
          Scores found = validator.validate();
          scores = Optional.of(found);
          better = states.keep(found, done, traced(), folder);
        }
        stopped = companions.any(stop.getAsBoolean());
        saved |= stopped || isCheckpointDue();
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
          if (companions.isFirst()) {
            states.save(done, traced(), folder);
          }
          companions.level(engine.variables(), notices);
        }
        listeners.forEach(listener -> listener.onStep(report));
      }
    }
    return states.summary(
        done, (System.nanoTime() - begun) * 1e-9, throughput, scores.orElse(null));
  }

  /** The scores of the validations are those of process 0, which knows what was best. */
  private void leavePretraining(CheckpointFolder folder) {
    if (companions.isFirst()) {
      pretraining.leave(folder, engine.variables(), states.best().iteration());
    }
    states.best().forget();
    companions.level(engine.variables(), notice -> {});
  }

  private StepTrace traced() {
    return Objects.requireNonNull(steps, "a step was made and not traced");
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

  private boolean isCheckpointDue() {
    return config.checkpointEvery() > 0 && done % config.checkpointEvery() == 0;
  }
}
