package dev.icl.core.config;

import dev.icl.core.optim.AdamWConfig;
import dev.icl.core.optim.OptimizerConfig;
import dev.icl.core.optim.OptimizerKind;
import dev.icl.core.optim.ScheduleConfig;
import dev.icl.core.optim.ScheduleKind;
import java.util.List;

/**
 * The training schedule.
 *
 * @param iterations how many steps
 * @param labeledBatch labelled images a step
 * @param unlabeledBatch unlabelled images a step
 * @param patch spatial size of training images
 * @param optimizer the update rule
 * @param learningRate base rate of the schedule
 * @param schedule how the rate falls
 * @param power exponent of the polynomial schedule
 * @param warmup steps of a linear rise to the base rate before the schedule begins; 0 for none
 * @param momentum of stochastic gradient descent
 * @param weightDecay of either optimiser
 * @param adamw what only AdamW has
 * @param validateEvery steps between validations
 * @param checkpointEvery steps between checkpoints beside those of validations; 0 for none
 * @param clipNorm the largest global norm of a step's gradients; 0 for no limit
 * @param nonFinite what is done with a batch whose losses or gradients are no finite numbers
 * @param nonFiniteLimit how many such batches are skipped in a training before it stops
 * @param from a file of weights that the training starts with; empty for fresh ones
 * @param fromPrefixes which of the file's tensors go to which variables, see {@link StartConfig}
 * @param fromMismatch what is done where shapes differ
 */
public record TrainConfig(
    int iterations,
    int labeledBatch,
    int unlabeledBatch,
    List<Integer> patch,
    OptimizerKind optimizer,
    double learningRate,
    ScheduleKind schedule,
    double power,
    int warmup,
    double momentum,
    double weightDecay,
    AdamWConfig adamw,
    int validateEvery,
    int checkpointEvery,
    double clipNorm,
    NonFinitePolicy nonFinite,
    int nonFiniteLimit,
    String from,
    List<String> fromPrefixes,
    FromMismatch fromMismatch) {
  private static final int NON_FINITE_LIMIT = 10;

  /** The authors' optimiser and schedule, without limits on gradients, on fresh weights. */
  public TrainConfig(
      int iterations,
      int labeledBatch,
      int unlabeledBatch,
      List<Integer> patch,
      double learningRate,
      double power,
      double momentum,
      double weightDecay,
      int validateEvery,
      int checkpointEvery) {
    this(
        iterations,
        labeledBatch,
        unlabeledBatch,
        patch,
        learningRate,
        power,
        momentum,
        weightDecay,
        validateEvery,
        checkpointEvery,
        0,
        NonFinitePolicy.STOP,
        NON_FINITE_LIMIT);
  }

  /** The authors' optimiser and schedule on fresh weights. */
  public TrainConfig(
      int iterations,
      int labeledBatch,
      int unlabeledBatch,
      List<Integer> patch,
      double learningRate,
      double power,
      double momentum,
      double weightDecay,
      int validateEvery,
      int checkpointEvery,
      double clipNorm,
      NonFinitePolicy nonFinite,
      int nonFiniteLimit) {
    this(
        iterations,
        labeledBatch,
        unlabeledBatch,
        patch,
        OptimizerKind.SGD,
        learningRate,
        ScheduleKind.POLYNOMIAL,
        power,
        0,
        momentum,
        weightDecay,
        AdamWConfig.defaults(),
        validateEvery,
        checkpointEvery,
        clipNorm,
        nonFinite,
        nonFiniteLimit,
        "",
        List.of(),
        FromMismatch.REFUSE);
  }

  /** The authors' 2-D recipe. */
  public static TrainConfig defaults() {
    return new TrainConfig(30000, 8, 8, List.of(256, 256), 0.01, 0.9, 0.9, 1e-4, 200, 0);
  }

  /** The optimiser's settings together. */
  public OptimizerConfig optimizerConfig() {
    return new OptimizerConfig(optimizer, momentum, weightDecay, adamw);
  }

  /** The learning rate's settings together. */
  public ScheduleConfig scheduleConfig() {
    return new ScheduleConfig(schedule, learningRate, power, warmup);
  }

  /** The settings of what the training starts with together. */
  public StartConfig startConfig() {
    return new StartConfig(from, fromPrefixes, fromMismatch);
  }

  /** This schedule for images of another size. */
  public TrainConfig withPatch(List<Integer> other) {
    return with(labeledBatch, unlabeledBatch, other, optimizerConfig(), scheduleConfig());
  }

  /** This schedule for other batches. */
  public TrainConfig withBatch(int labeled, int unlabeled) {
    return with(labeled, unlabeled, patch, optimizerConfig(), scheduleConfig());
  }

  /** This training with another optimiser and learning rate. */
  public TrainConfig withRule(OptimizerConfig other, ScheduleConfig rates) {
    return with(labeledBatch, unlabeledBatch, patch, other, rates);
  }

  /** This training on other weights. */
  public TrainConfig withStart(StartConfig start) {
    return with(labeledBatch, unlabeledBatch, patch, optimizerConfig(), scheduleConfig(), start);
  }

  private TrainConfig with(
      int labeled, int unlabeled, List<Integer> size, OptimizerConfig rule, ScheduleConfig rates) {
    return with(labeled, unlabeled, size, rule, rates, startConfig());
  }

  private TrainConfig with(
      int labeled,
      int unlabeled,
      List<Integer> size,
      OptimizerConfig rule,
      ScheduleConfig rates,
      StartConfig start) {
    return new TrainConfig(
        iterations,
        labeled,
        unlabeled,
        size,
        rule.kind(),
        rates.learningRate(),
        rates.kind(),
        rates.power(),
        rates.warmup(),
        rule.momentum(),
        rule.weightDecay(),
        rule.adamw(),
        validateEvery,
        checkpointEvery,
        clipNorm,
        nonFinite,
        nonFiniteLimit,
        start.file(),
        start.prefixes(),
        start.mismatch());
  }
}
