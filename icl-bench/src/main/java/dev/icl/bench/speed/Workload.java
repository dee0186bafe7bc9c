package dev.icl.bench.speed;

import dev.icl.core.config.MethodConfig;
import dev.icl.core.config.RunConfig;
import dev.icl.core.config.TrainConfig;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.data.Datasets;
import dev.icl.data.batch.BatchSettings;
import dev.icl.data.batch.TwoStreamBatchSource;
import dev.icl.data.components.LargestComponents;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.LabeledSplit;
import dev.icl.modules.method.Icl;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.Methods;
import dev.icl.modules.method.Supervised;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;
import java.util.Map;

/**
 * The workload of a measurement: a method and the supervised baseline on one backbone, and the
 * scans for both.
 */
final class Workload {
  private static final int IMAGE_CHANNELS = 1;

  private final RunConfig config;
  private final Dataset dataset;
  private final LabeledSplit split;
  private final Method method;
  private final Method supervised;

  private Workload(
      RunConfig config, Dataset dataset, LabeledSplit split, Method method, Method supervised) {
    this.config = config;
    this.dataset = dataset;
    this.split = split;
    this.method = method;
    this.supervised = supervised;
  }

  /**
   * Puts the workload together. Starts no engine.
   *
   * @throws UserException if the data cannot be read, a name is unknown, or values do not fit
   *     together
   */
  static Workload of(RunConfig config) {
    return of(config, Datasets.open(config.data()));
  }

  private static Workload of(RunConfig config, Dataset dataset) {
    LabeledSplit split = dataset.labeledSplit(config.data().labeled());
    if (split.unlabeled().isEmpty()) {
      throw new UserException(
          "data.labeled: all %d patients are labelled, but the step of %s learns from"
                  .formatted(config.data().labeled(), named(config.method()).name())
              + " unlabelled scans too; label fewer.");
    }
    SegmentationNetwork network =
        Networks.create(config.network(), IMAGE_CHANNELS, dataset.classes());
    TrainConfig train = config.train();
    Method method = Methods.create(named(config.method()), network, train, LargestComponents::of);
    int fewest =
        Math.min(train.labeledBatch(), train.unlabeledBatch()) / (method.pairsImages() ? 2 : 1);
    if (fewest == 1 && train.patch().stream().allMatch(size -> size == network.divisor())) {
      throw new UserException(
          "--batch: one image of %s leaves a single value a channel to normalise; use a --batch of %d"
                  .formatted(train.patch(), method.pairsImages() ? 8 : 4)
              + " or more, or a larger --patch.");
    }
    return new Workload(config, dataset, split, method, new Supervised(network));
  }

  /** ICL where a configuration names the baseline that it is compared with. */
  private static MethodConfig named(MethodConfig config) {
    return Supervised.isBaseline(config.name()) ? config.withName(Icl.NAME) : config;
  }

  /**
   * The same method on as little arithmetic as it can do: two values of the deepest features along
   * every axis, one labelled and one unlabelled image.
   */
  Workload smallest() {
    int divisor = method.network().divisor();
    TrainConfig t = config.train();
    List<Integer> patch = t.patch().stream().map(size -> Math.min(size, 2 * divisor)).toList();
    int normalized = patch.stream().allMatch(size -> size == divisor) ? 2 : 1;
    int images = method.pairsImages() ? 2 * normalized : normalized;
    TrainConfig train = t.withBatch(images, images).withPatch(patch);
    return of(
        new RunConfig(
            config.engine(),
            config.device(),
            config.threads(),
            config.seed(),
            config.random(),
            config.method(),
            config.network(),
            config.data(),
            train,
            config.session()),
        dataset);
  }

  RunConfig config() {
    return config;
  }

  /**
   * The method that is compared with the baseline: ICL, unless the configuration names another one.
   */
  Method method() {
    return method;
  }

  Method supervised() {
    return supervised;
  }

  /** The root of the run's random streams. */
  RandomKey root() {
    return RandomKey.of(config.seed());
  }

  /** Images in a step of either method. */
  int images() {
    return config.train().labeledBatch() + config.train().unlabeledBatch();
  }

  /** Reads every training slice once: some datasets make or read them when first asked. */
  void readScans() {
    for (int i = 0; i < dataset.trainingSlices().size(); i++) {
      dataset.trainingSlice(i);
    }
  }

  /** Batches of the method's step, made in the background as in training. */
  TwoStreamBatchSource batches() {
    return start(settings(method));
  }

  /** One batch of the method's step. */
  Map<String, HostTensor> methodBatch() {
    return only(settings(method));
  }

  /** One batch of the supervised step: as many images as the method's, all of them labelled. */
  Map<String, HostTensor> supervisedBatch() {
    return only(settings(supervised));
  }

  private BatchSettings settings(Method stepped) {
    return BatchSettings.of(config.data(), config.train(), 0).with(stepped.batch());
  }

  /** Closing stops the threads that would refill the batch. */
  private Map<String, HostTensor> only(BatchSettings settings) {
    try (TwoStreamBatchSource source = start(settings)) {
      return source.next().tensors();
    }
  }

  private TwoStreamBatchSource start(BatchSettings settings) {
    return TwoStreamBatchSource.start(dataset, split, settings, root().child("data"));
  }
}
