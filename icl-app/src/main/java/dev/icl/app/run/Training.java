package dev.icl.app.run;

import dev.icl.app.config.ConfigHistory;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigWriter;
import dev.icl.app.plan.LeastMemory;
import dev.icl.app.plan.TrainingNeeds;
import dev.icl.app.plan.TrainingPlan;
import dev.icl.app.predict.InferenceOptions;
import dev.icl.app.predict.VolumeSegmenter;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.Gradients;
import dev.icl.core.engine.ProcessGroup;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Device;
import dev.icl.core.tensor.HostTensor;
import dev.icl.data.Datasets;
import dev.icl.data.batch.BatchSettings;
import dev.icl.data.batch.TwoStreamBatchSource;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.FirstPass;
import dev.icl.data.sample.SampleId;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.TrainingStep;
import dev.icl.modules.train.CheckpointFolder;
import dev.icl.modules.train.MetricsLog;
import dev.icl.modules.train.Scores;
import dev.icl.modules.train.TensorBoardLog;
import dev.icl.modules.train.Trainer;
import dev.icl.modules.train.TrainingSummary;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A training whose data, network and method are present and fit together. */
public final class Training {
  private final TrainingPlan plan;
  private final ProcessGroup group;

  private Training(TrainingPlan plan, ProcessGroup group) {
    this.plan = plan;
    this.group = group;
  }

  /**
   * Puts a training together and reads every scan once. Writes nothing and starts no engine.
   *
   * @param progress told how far the reading is
   * @throws UserException if the data cannot be read, a name is unknown, values do not fit
   *     together, or a scan is both trained on and one of validation, under whatever names
   */
  public static Training of(RunConfig config, FirstPass progress) {
    return of(config, progress, plan -> {});
  }

  /**
   * The same with a look at the plan before a scan is read, unless the network follows from scans.
   *
   * @param config of the training
   * @param progress told how far the reading is
   * @param before refuses what cannot be done, such as {@link LeastMemory#require}
   * @throws UserException as above
   */
  public static Training of(RunConfig config, FirstPass progress, Consumer<TrainingPlan> before) {
    BatchSettings.of(config.data(), config.train().batch(), 0);
    Dataset dataset = Datasets.open(config.data(), config.train().patch().size());
    TrainingPlan.unread(config, dataset).ifPresent(before);
    dataset.readAll(progress);
    Training training =
        new Training(TrainingPlan.of(config, dataset).requireTrainable(), ProcessGroup.ALONE);
    training.separateScans().requireValidation();
    return training;
  }

  /**
   * Puts a training together without reading a scan, to find what is wrong early.
   *
   * @return the patients whose label maps it learns from
   * @throws UserException as above, but for scans
   */
  public static Set<String> check(RunConfig config) {
    BatchSettings.of(config.data(), config.train().batch(), 0);
    TrainingPlan plan = TrainingPlan.of(config).requireTrainable();
    new Start(config.train(), plan.method()).requireFits();
    List<SampleId> samples = plan.dataset().trainingSamples();
    return plan.split().labeled().stream()
        .map(i -> samples.get(i).patient())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * An estimate of the memory and disk space of a training; reads no scan.
   *
   * @throws UserException as {@link #check}
   */
  public static TrainingNeeds needs(RunConfig config) {
    return TrainingNeeds.of(TrainingPlan.of(config));
  }

  /**
   * The same training in one of several processes, each of which makes every step with its share of
   * the images. The batch stays that of all processes together. Process 0 validates, reports and
   * writes the folder; the others write nothing, and take the state to begin with from it.
   *
   * @param processes all with the same configuration and scans
   * @throws UserException if they do not divide the images of a step
   */
  public Training within(ProcessGroup processes) {
    return processes.isAlone()
        ? this
        : new Training(plan.requireSharedBy(processes.size()), processes);
  }

  /** The configuration with what follows from the scans, such as a planned network's strides. */
  public RunConfig config() {
    return plan.config();
  }

  /** Its data in numbers. */
  public TrainingOutline outline() {
    return TrainingOutline.of(plan);
  }

  /** An estimate of the memory of this process and of the disk space. */
  public TrainingNeeds needs() {
    return TrainingNeeds.of(plan, group.size());
  }

  /**
   * A sentence on an estimate of more memory than the machine has; empty if it has enough.
   *
   * @param needs those of this training
   * @param here the number of its processes on this machine
   */
  public Optional<String> memoryWarning(TrainingNeeds needs, int here) {
    return LeastMemory.warning(plan, needs, here);
  }

  /** The dataset's names of the foreground classes. */
  public List<String> foreground() {
    return plan.foreground();
  }

  /**
   * Trains to the end and writes every file of the result, or until it is asked to stop, and then
   * leaves everything needed to continue.
   *
   * @param engine holds no variables yet
   * @param folder the folder of the result
   * @param resume whether to continue from the folder's newest sound checkpoint
   * @param supervision observes the training and may stop it
   * @return with fewer iterations than the configuration if it was stopped
   * @throws UserException if its state cannot fit into the memory, another training writes to the
   *     folder, the folder cannot be written, or a scan cannot be read
   */
  public TrainingSummary run(
      Engine engine, RunFolder folder, boolean resume, Supervision supervision) {
    return resume
        ? resume(engine, new Resumption(folder, false), supervision)
        : start(engine, folder, supervision);
  }

  /**
   * Trains from the first step.
   *
   * @param engine holds no variables yet
   * @param folder the folder of the result
   * @param supervision observes the training and may stop it
   * @return with fewer iterations than the configuration if it was stopped
   * @throws UserException as above, or if the folder holds a training whose files would be replaced
   */
  public TrainingSummary start(Engine engine, RunFolder folder, Supervision supervision) {
    return run(
        engine,
        folder,
        supervision,
        trainer -> {
          // with the lock: another process may have trained here since the folder was looked at
          new HeldTraining(folder).requireBeginnable();
          return Beginning.first(plan, trainer, ConfigHistory.NONE, supervision.warnings());
        });
  }

  /**
   * Goes on from the newest sound checkpoint; begins where there is none yet.
   *
   * @param engine holds no variables yet
   * @param resumption the folder, and what may be another setting now
   * @param supervision observes the training and may stop it
   * @return with fewer iterations than the configuration if it was stopped
   * @throws UserException as above, or if the training was one of other settings or data
   */
  public TrainingSummary resume(Engine engine, Resumption resumption, Supervision supervision) {
    return run(
        engine,
        resumption.folder(),
        supervision,
        trainer ->
            Beginning.after(plan, trainer, group.size(), resumption, supervision.warnings()));
  }

  private TrainingSummary run(
      Engine engine,
      RunFolder folder,
      Supervision supervision,
      Function<Trainer, Beginning> beginning) {
    if (engine.info().device().kind() == Device.Kind.CPU) {
      LeastMemory.require(plan);
    }
    DataIdentity.of(plan.dataset(), plan.split()).requireSame(group);
    if (group.rank() > 0) {
      return join(engine, folder, supervision);
    }
    try (RunLock lock = RunLock.acquire(folder.path(), supervision.warnings())) {
      lock.sweep();
      Trainer trainer = plan.trainerOn(engine, group, supervision.warnings());
      Beginning first = beginning.apply(trainer);
      TrainingSummary summary = run(engine, trainer, first, folder, supervision);
      if (summary.iterations() == plan.config().train().iterations()) {
        RunFolder.write(folder.summary(), summary.toJson() + "\n");
        new UntoldEnd(folder).removeSetAside();
      }
      return summary;
    }
  }

  /** Another process than the first, which writes nothing. */
  private TrainingSummary join(Engine engine, RunFolder folder, Supervision supervision) {
    Trainer trainer = plan.trainerOn(engine, group, supervision.warnings());
    int first = trainer.join();
    try (TwoStreamBatchSource batches = plan.batchesFrom(first)) {
      return trainer.train(
          batches,
          this::unscored,
          new CheckpointFolder(
              folder.checkpoints(),
              new CheckpointDescription(plan, SeenBefore.NOTHING).info(engine, "")),
          List.of(supervision.progress()),
          supervision.stop());
    }
  }

  /**
   * The gradients of the first step, of every parameter that the objective depends on.
   *
   * @param engine holds no variables yet
   * @return by name of the parameter
   */
  public Map<String, HostTensor> firstGradients(Engine engine) {
    plan.trainerOn(engine).initialize();
    try (TwoStreamBatchSource batches = plan.batchesFrom(0);
        TrainingStep step = plan.method().stepOn(engine, Compilation.gradients(Method.OBJECTIVE))) {
      return Gradients.of(
          step.run(0, batches.next().tensors(), plan.root().child("step").child(0)));
    }
  }

  private TrainingSummary run(
      Engine engine, Trainer trainer, Beginning from, RunFolder folder, Supervision supervision) {
    String yaml = RunConfigWriter.toYaml(plan.config()) + from.history().toYaml();
    RunFolder.write(folder.config(), yaml);
    int first = from.iteration();
    try (MetricsLog metrics = MetricsLog.open(folder.metrics(), first);
        TensorBoardLog events =
            TensorBoardLog.open(folder.path(), first, foreground(), Clock.systemUTC());
        VolumeSegmenter segmenter = segmenterOn(engine);
        TwoStreamBatchSource batches = plan.batchesFrom(first)) {
      // the outcome of an earlier end, once nothing but the steps is left to be done
      folder.removeSummary();
      return trainer.train(
          batches,
          validates() ? new DatasetValidator(plan.dataset(), segmenter) : this::unscored,
          new CheckpointFolder(
              folder.checkpoints(),
              new CheckpointDescription(plan, from.before()).info(engine, yaml)),
          List.of(metrics, events, supervision.progress()),
          supervision.stop());
    }
  }

  private VolumeSegmenter segmenterOn(Engine engine) {
    return new VolumeSegmenter(
        engine,
        plan.method().kept().network(),
        plan.config().train().patch(),
        InferenceOptions.of(plan.config().inference()));
  }

  /**
   * Draws a few validation cases as the network segments them, for the report.
   *
   * @param engine holds the network after the last iteration
   * @param folder the folder of the training
   * @throws UserException if a scan cannot be read, or a picture not be written
   */
  public void draw(Engine engine, RunFolder folder) {
    try (VolumeSegmenter segmenter = segmenterOn(engine)) {
      ValidationPictures.draw(
          plan.dataset(), new SegmentedCases(plan.dataset(), segmenter), folder.pictures());
    }
  }

  /** Whether there are scans to score the network on. */
  public boolean validates() {
    return plan.validates();
  }

  /**
   * The scans to score the network on in the end: those kept for tests where there are some, since
   * no training chooses anything on them, or else those of validation; empty where there are
   * neither.
   */
  public Optional<EvaluationSplit> scoredSplit() {
    EvaluationSplit usual = EvaluationSplit.usual(plan.dataset());
    return usual == EvaluationSplit.VAL && !validates() ? Optional.empty() : Optional.of(usual);
  }

  /**
   * Refuses test scans that are trained on or choose the best network, before a training whose
   * network is scored on them. Reads the test scans.
   *
   * @throws UserException if there is one, or a test scan cannot be read
   */
  public void requireSeparateTests() {
    separateScans().requireTests();
  }

  private SeparateScans separateScans() {
    return new SeparateScans(plan.dataset(), TrainedOn.of(plan));
  }

  /** The scores of a training without validation cases. */
  private Scores unscored() {
    return new Scores(Double.NaN, Collections.nCopies(foreground().size(), Double.NaN), Double.NaN);
  }
}
