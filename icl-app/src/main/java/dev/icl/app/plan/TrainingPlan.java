package dev.icl.app.plan;

import dev.icl.app.config.RunConfig;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.ProcessGroup;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.text.Counts;
import dev.icl.data.Datasets;
import dev.icl.data.batch.BatchSettings;
import dev.icl.data.batch.TwoStreamBatchSource;
import dev.icl.data.components.LargestComponents;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.LabeledSplit;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.MethodContext;
import dev.icl.modules.method.Methods;
import dev.icl.modules.network.Patches;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.train.Trainer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The parts of a training, chosen by its configuration.
 *
 * @param config of the run, with what its network takes from the images and its method from the
 *     network written out
 * @param dataset opened, and perhaps not read yet
 * @param split which training samples keep their labels
 * @param method with its network, for the dataset's classes
 */
public record TrainingPlan(RunConfig config, Dataset dataset, LabeledSplit split, Method method) {
  /**
   * Opens the data and puts the parts together. Some datasets read their scans for it.
   *
   * @throws UserException if the data cannot be opened, a name is unknown, or values do not fit
   *     together
   */
  public static TrainingPlan of(RunConfig config) {
    return of(config, Datasets.open(config.data(), config.train().patch().size()));
  }

  /**
   * The same with data that is open.
   *
   * @throws UserException if a name is unknown, or values do not fit together
   */
  public static TrainingPlan of(RunConfig config, Dataset dataset) {
    LabeledSplit split = dataset.labeledSplit(config.data().labeled());
    return of(Backbone.resolved(config, dataset), dataset, split);
  }

  /**
   * The plan before a scan is read, without its samples; empty where the network follows from the
   * scans.
   *
   * @throws UserException as above
   */
  public static Optional<TrainingPlan> unread(RunConfig config, Dataset dataset) {
    return Backbone.isGiven(config, dataset)
        ? Optional.of(of(config, dataset, new LabeledSplit(List.of(), List.of())))
        : Optional.empty();
  }

  /** The same data and samples for other settings of the method. */
  TrainingPlan with(NamedSettings settings) {
    return of(config.withMethod(settings), dataset, split);
  }

  private static TrainingPlan of(RunConfig resolved, Dataset dataset, LabeledSplit split) {
    SegmentationNetwork network = Backbone.of(resolved, dataset.channels(), dataset.classes());
    Patches.require(network, resolved.train().patch());
    NamedSettings settings = Methods.filled(resolved.method(), network);
    Method method =
        Methods.create(
            settings,
            new MethodContext(
                network,
                resolved.train().iterations(),
                resolved.train().batch(),
                LargestComponents::of));
    return new TrainingPlan(resolved.withMethod(settings), dataset, split, method);
  }

  /**
   * Checks that the method finds what it learns from.
   *
   * @return this
   * @throws UserException if no scan is labelled, or all are and the method needs others too
   */
  public TrainingPlan requireTrainable() {
    if (split.labeled().isEmpty()) {
      throw new UserException(
          "No training scan of data.root '%s' is labelled: list at least one as labeled in data.split."
              .formatted(config.data().root()));
    }
    if (method.usesUnlabeled() && split.unlabeled().isEmpty()) {
      throw new UserException(
          "data.labeled: with %s labelled none is left without labels, but the method %s learns from unlabelled scans too; label fewer, or set method.name to supervised."
              .formatted(
                  Counts.of(dataset.provenance().trainingPatients(), "patient"), method.name()));
    }
    return this;
  }

  /** The same data and settings for another method. */
  public TrainingPlan with(Method other) {
    return new TrainingPlan(config, dataset, split, other);
  }

  /** The root of the run's random streams. */
  public RandomKey root() {
    return RandomKey.of(config.seed());
  }

  /** The dataset's names of the foreground classes. */
  public List<String> foreground() {
    return dataset.classNames().subList(1, dataset.classes());
  }

  /** Whether there are scans to score the network on. */
  public boolean validates() {
    return !dataset.validationCases().isEmpty();
  }

  /** Reads every training sample once: some datasets make or read them when first asked. */
  public void readTrainingSamples() {
    for (int i = 0; i < dataset.trainingSamples().size(); i++) {
      dataset.trainingSource(i);
    }
  }

  /**
   * The training loop of the method.
   *
   * @param engine holds no variables yet
   */
  public Trainer trainerOn(Engine engine) {
    return trainerOn(engine, ProcessGroup.ALONE, notice -> {});
  }

  /**
   * The training loop of one of several processes.
   *
   * @param engine holds no variables yet
   * @param group the processes
   * @param notices told, in sentences, what the user should know
   */
  public Trainer trainerOn(Engine engine, ProcessGroup group, Consumer<String> notices) {
    return new Trainer(engine, method, config.train(), root(), group, notices);
  }

  /**
   * Checks that the images of a step can be divided among processes.
   *
   * @return this
   * @throws UserException if not
   */
  public TrainingPlan requireSharedBy(int processes) {
    ImageShares.require(this, processes);
    return this;
  }

  /**
   * The batches that the method wants, made in the background until they are closed.
   *
   * @param first iteration of the first batch, from 0
   */
  public TwoStreamBatchSource batchesFrom(int first) {
    // unlabelled images are not read for a method that has no use for them
    BatchSettings settings =
        BatchSettings.of(config.data(), config.train().batch(), first).with(method.batch());
    return TwoStreamBatchSource.start(dataset, split, settings, root().child("data"));
  }
}
