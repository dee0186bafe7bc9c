package dev.icl.bench.speed;

import dev.icl.app.config.RunConfig;
import dev.icl.app.plan.TrainingPlan;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.text.Counts;
import dev.icl.data.batch.TwoStreamBatchSource;
import dev.icl.modules.method.IclProvider;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.Supervised;
import dev.icl.modules.train.TrainConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The workload of a measurement: a method and the supervised baseline on one backbone, and the
 * scans for both.
 */
final class Workload {
  private final TrainingPlan plan;
  private final TrainingPlan supervised;

  private Workload(TrainingPlan plan) {
    this.plan = plan;
    this.supervised = plan.with(new Supervised(plan.method().network()));
  }

  /**
   * Puts the workload together. Starts no engine.
   *
   * @throws UserException if the data cannot be read, a name is unknown, or values do not fit
   *     together
   */
  static Workload of(RunConfig config) {
    return of(TrainingPlan.of(config.withMethod(named(config.method()))));
  }

  private static Workload of(TrainingPlan plan) {
    RunConfig config = plan.config();
    if (plan.split().unlabeled().isEmpty()) {
      throw new UserException(
          "data.labeled: with %s labelled none is left without labels, but the step of %s learns from unlabelled scans too; label fewer."
              .formatted(Counts.of(config.data().labeled(), "patient"), config.method().name()));
    }
    return new Workload(plan);
  }

  /** ICL where a configuration names the baseline that it is compared with. */
  private static NamedSettings named(NamedSettings method) {
    return Supervised.isBaseline(method.name()) ? method.as(new IclProvider()) : method;
  }

  /**
   * The same method on as little arithmetic as it can do: two values of the deepest features along
   * every axis, one labelled and one unlabelled image.
   */
  Workload smallest() {
    List<Integer> divisors = method().network().divisors();
    TrainConfig t = config().train();
    List<Integer> patch =
        IntStream.range(0, divisors.size())
            .mapToObj(axis -> Math.min(t.patch().get(axis), 2 * divisors.get(axis)))
            .toList();
    int normalized = patch.equals(divisors) ? 2 : 1;
    int images = method().pairsImages() ? 2 * normalized : normalized;
    TrainConfig train = t.withBatch(images, images).withPatch(patch);
    return of(TrainingPlan.of(config().withTrain(train), plan.dataset()));
  }

  RunConfig config() {
    return plan.config();
  }

  /**
   * The method that is compared with the baseline: ICL, unless the configuration names another one.
   */
  Method method() {
    return plan.method();
  }

  Method supervised() {
    return supervised.method();
  }

  /** The root of the run's random streams. */
  RandomKey root() {
    return plan.root();
  }

  /** Images in a step of either method. */
  int images() {
    return config().train().batch().labeledBatch() + config().train().batch().unlabeledBatch();
  }

  /** Reads every training slice once: some datasets make or read them when first asked. */
  void readScans() {
    plan.readTrainingSamples();
  }

  /** Batches of the method's step, made in the background as in training. */
  TwoStreamBatchSource batches() {
    return plan.batchesFrom(0);
  }

  /** One batch of the method's step. */
  Map<String, HostTensor> methodBatch() {
    return only(plan);
  }

  /** One batch of the supervised step: as many images as the method's, all of them labelled. */
  Map<String, HostTensor> supervisedBatch() {
    return only(supervised);
  }

  /** Closing stops the threads that would refill the batch. */
  private Map<String, HostTensor> only(TrainingPlan stepped) {
    try (TwoStreamBatchSource source = stepped.batchesFrom(0)) {
      return source.next().tensors();
    }
  }
}
