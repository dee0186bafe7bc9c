package dev.icl.app.run;

import dev.icl.app.config.ConfigHistory;
import dev.icl.app.config.RunConfigWriter;
import dev.icl.app.predict.ClassNames;
import dev.icl.app.predict.InferenceOptions;
import dev.icl.app.predict.TrainedModel;
import dev.icl.app.predict.VolumeSegmenter;
import dev.icl.app.run.Resumption.State;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.Provenance;
import dev.icl.core.config.RunConfig;
import dev.icl.core.cost.CostModel;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Engine;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.data.Datasets;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.batch.BatchSettings;
import dev.icl.data.batch.TwoStreamBatchSource;
import dev.icl.data.components.LargestComponents;
import dev.icl.data.model.DataProvenance;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.FirstPass;
import dev.icl.data.model.LabeledSplit;
import dev.icl.data.model.SliceId;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.Methods;
import dev.icl.modules.method.TrainingStep;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.train.CheckpointFolder;
import dev.icl.modules.train.MetricsLog;
import dev.icl.modules.train.Scores;
import dev.icl.modules.train.TensorBoardLog;
import dev.icl.modules.train.Trainer;
import dev.icl.modules.train.TrainingSummary;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A training whose data, network and method are known to be there and to fit together. */
public final class Training {
  /** The fact of a checkpoint that counts the numbers trained, the method's own included. */
  static final String PARAMETERS = "training_parameters";

  private static final String GRADIENT = "grad/";

  /** The fact of a checkpoint that names the dataset. */
  static final String DATA = "data";

  /** The fact of a checkpoint that lists the patients trained on, one a line. */
  static final String PATIENTS = "data_training_patients";

  private final RunConfig config;
  private final Dataset dataset;
  private final LabeledSplit split;
  private final Method method;

  private Training(RunConfig config, Dataset dataset, LabeledSplit split, Method method) {
    this.config = config;
    this.dataset = dataset;
    this.split = split;
    this.method = method;
  }

  /**
   * Puts a training together and reads every scan once. Writes nothing and starts no engine.
   *
   * @param progress told how far the reading is
   * @throws UserException if the data cannot be read, a name is unknown, values do not fit
   *     together, or a scan is both trained on and one of validation, under whatever names
   */
  public static Training of(RunConfig config, FirstPass progress) {
    Augmentations.named(config.data().augment());
    Dataset dataset = Datasets.open(config.data());
    dataset.readAll(progress);
    Training training = of(config, dataset);
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
    Augmentations.named(config.data().augment());
    Training training = of(config, Datasets.open(config.data()));
    new Start(config.train(), training.method).requireFits();
    List<SliceId> slices = training.dataset.trainingSlices();
    return training.split.labeled().stream()
        .map(i -> slices.get(i).patient())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Training of(RunConfig config, Dataset dataset) {
    LabeledSplit split = dataset.labeledSplit(config.data().labeled());
    if (split.labeled().isEmpty()) {
      throw new UserException(
          "No training scan of data.root '%s' is labelled: list at least one as labeled in data.split."
              .formatted(config.data().root()));
    }
    SegmentationNetwork network = network(config, dataset);
    Method method = Methods.create(config.method(), network, config.train(), LargestComponents::of);
    if (method.usesUnlabeled() && split.unlabeled().isEmpty()) {
      throw new UserException(
          "data.labeled: all %d patients are labelled, but the method %s learns from unlabelled scans"
                  .formatted(dataset.provenance().trainingPatients(), method.name())
              + " too; label fewer, or set method.name to supervised.");
    }
    return new Training(config, dataset, split, method);
  }

  static SegmentationNetwork network(RunConfig config, Dataset dataset) {
    return Networks.create(config.network(), TrainedModel.IMAGE_CHANNELS, dataset.classes());
  }

  /** The dataset's names of the foreground classes. */
  public List<String> foreground() {
    return dataset.classNames().subList(1, dataset.classes());
  }

  /**
   * Trains to the end and writes every file of the result, or until it is asked to stop, and then
   * leaves everything it takes to go on.
   *
   * @param engine holds no variables yet
   * @param resume whether to go on from the folder's newest sound checkpoint
   * @return with fewer iterations than the configuration if it was stopped
   * @throws UserException if another training writes to the folder, the folder cannot be written,
   *     or a scan cannot be read
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
   * @return with fewer iterations than the configuration if it was stopped
   * @throws UserException as above
   */
  public TrainingSummary start(Engine engine, RunFolder folder, Supervision supervision) {
    return run(
        engine, folder, supervision, trainer -> begin(trainer, ConfigHistory.NONE, supervision));
  }

  /**
   * Goes on from the newest sound checkpoint; begins where there is none yet.
   *
   * @param engine holds no variables yet
   * @param resumption the folder, and what may be another setting now
   * @return with fewer iterations than the configuration if it was stopped
   * @throws UserException as above, or if the training was one of other settings or data
   */
  public TrainingSummary resume(Engine engine, Resumption resumption, Supervision supervision) {
    return run(
        engine,
        resumption.folder(),
        supervision,
        trainer -> beginning(trainer, resumption, supervision));
  }

  /**
   * Where a training begins.
   *
   * @param iteration of the first batch
   * @param history what was changed before
   * @param before what the weights had seen that the training started with
   */
  private record Beginning(int iteration, ConfigHistory history, SeenBefore before) {}

  private TrainingSummary run(
      Engine engine,
      RunFolder folder,
      Supervision supervision,
      Function<Trainer, Beginning> beginning) {
    try (RunLock lock = RunLock.acquire(folder.path(), supervision.warnings())) {
      lock.sweep();
      Trainer trainer = new Trainer(engine, method, config.train(), RandomKey.of(config.seed()));
      Beginning first = beginning.apply(trainer);
      TrainingSummary summary = run(engine, trainer, first, folder, supervision);
      if (summary.iterations() == config.train().iterations()) {
        RunFolder.write(folder.summary(), summary.toJson() + "\n");
        new UntoldEnd(folder).removeSetAside();
      }
      return summary;
    }
  }

  /**
   * The gradients of the first step, of every parameter that the objective depends on.
   *
   * @param engine holds no variables yet
   * @return by name of the parameter
   */
  public Map<String, HostTensor> firstGradients(Engine engine) {
    RandomKey root = RandomKey.of(config.seed());
    new Trainer(engine, method, config.train(), root).initialize();
    try (TwoStreamBatchSource batches =
            TwoStreamBatchSource.start(dataset, split, batchSettings(0), root.child("data"));
        TrainingStep step = method.stepOn(engine, Compilation.gradients(Method.OBJECTIVE))) {
      Map<String, HostTensor> gradients = new TreeMap<>();
      step.run(0, batches.next().tensors(), root.child("step").child(0))
          .forEach(
              (name, value) -> {
                if (name.startsWith(GRADIENT)) {
                  gradients.put(name.substring(GRADIENT.length()), value);
                }
              });
      return gradients;
    }
  }

  private Beginning begin(Trainer trainer, ConfigHistory history, Supervision supervision) {
    SeenBefore before =
        new Start(config.train(), method).begin(trainer, dataset, supervision.warnings());
    return new Beginning(0, history, before);
  }

  private Beginning beginning(Trainer trainer, Resumption resumption, Supervision supervision) {
    RunFolder folder = resumption.folder();
    new UntoldEnd(folder).stepBack(config.train().iterations());
    if (!CheckpointFolder.isResumable(folder.checkpoints())) {
      supervision
          .warnings()
          .accept(
              "%s holds no checkpoint yet: the training begins at its start."
                  .formatted(folder.path()));
      return begin(
          trainer,
          resumption
              .beforeTheFirstCheckpoint()
              .map(state -> resumption.accept(state, config, supervision.warnings()))
              .orElse(ConfigHistory.NONE),
          supervision);
    }
    // one opening, since each verifies the checksum of the whole file
    try (Checkpoint newest =
        CheckpointFolder.openNewest(folder.checkpoints(), supervision.warnings())) {
      List<String> notices = new ArrayList<>();
      ConfigHistory history = resumption.accept(State.of(newest), config, notices::add);
      DataIdentity.of(dataset, split).requireSame(newest.path(), newest.info().facts());
      int first = trainer.resume(newest);
      // a training that is refused does not go on as they say
      notices.forEach(supervision.warnings());
      return new Beginning(
          first, history, new Start(config.train(), method).goingOn(newest.info()));
    }
  }

  private TrainingSummary run(
      Engine engine, Trainer trainer, Beginning from, RunFolder folder, Supervision supervision) {
    String yaml = RunConfigWriter.toYaml(config) + from.history().toYaml();
    RunFolder.write(folder.config(), yaml);
    int first = from.iteration();
    try (MetricsLog metrics = MetricsLog.open(folder.metrics(), first);
        TensorBoardLog events =
            TensorBoardLog.open(folder.path(), first, foreground(), Clock.systemUTC());
        VolumeSegmenter segmenter =
            new VolumeSegmenter(
                engine,
                method.kept().network(),
                config.train().patch(),
                InferenceOptions.defaults());
        TwoStreamBatchSource batches =
            TwoStreamBatchSource.start(
                dataset, split, batchSettings(first), RandomKey.of(config.seed()).child("data"))) {
      return trainer.train(
          batches,
          validates() ? new DatasetValidator(dataset, segmenter) : this::unscored,
          new CheckpointFolder(folder.checkpoints(), description(engine, yaml, from.before())),
          List.of(metrics, events, supervision.progress()),
          supervision.stop());
    }
  }

  /** Whether there are scans to score the network on. */
  public boolean validates() {
    return !dataset.validationCases().isEmpty();
  }

  /**
   * The scans to score the network on in the end: those kept for tests where there are some, since
   * no training chooses anything on them, or else those of validation; empty where there are
   * neither.
   */
  public Optional<EvaluationSplit> scoredSplit() {
    EvaluationSplit usual = EvaluationSplit.usual(dataset);
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
    return new SeparateScans(dataset, TrainedOn.of(dataset, split, method));
  }

  /** What a training without validation cases has for scores. */
  private Scores unscored() {
    return new Scores(
        Double.NaN, Collections.nCopies(dataset.classes() - 1, Double.NaN), Double.NaN);
  }

  /** Unlabelled images are not read for a method that has no use for them. */
  private BatchSettings batchSettings(int first) {
    return BatchSettings.of(config.data(), config.train(), first).with(method.batch());
  }

  private CheckpointInfo description(Engine engine, String yaml, SeenBefore before) {
    Map<String, String> facts = new HashMap<>(Provenance.of(engine.info()));
    DataProvenance data = dataset.provenance();
    facts.put(PARAMETERS, Long.toString(CostModel.parameters(method.variables())));
    facts.put(ClassNames.FACT, ClassNames.toFact(dataset.classNames()));
    facts.put(DATA, data.name());
    TrainedOn trainedOn = TrainedOn.of(dataset, split, method).after(before, data.name());
    facts.put(PATIENTS, String.join("\n", trainedOn.patients()));
    facts.put(
        Selection.PATIENTS,
        dataset.validationPatients().stream().distinct().collect(Collectors.joining("\n")));
    facts.putAll(DataIdentity.of(dataset, split).facts());
    facts.put(SeenScans.ROOT, data.root());
    facts.put(KnownScans.TRAINING, trainedOn.prints().toFact());
    facts.put(KnownScans.SELECTION, new KnownScans(dataset.validationPrints()).toFact());
    facts.put("data_training_slices", Integer.toString(data.trainingSlices()));
    facts.put("data_validation_volumes", Integer.toString(data.validationVolumes()));
    return new CheckpointInfo(
        0, Double.NaN, method.name(), method.network().name(), yaml, config.seed(), facts);
  }
}
