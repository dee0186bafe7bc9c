package dev.icl.core.config;

import java.util.List;

/**
 * The training schedule.
 *
 * @param iterations how many steps
 * @param labeledBatch labelled images a step
 * @param unlabeledBatch unlabelled images a step
 * @param patch spatial size of training images
 * @param learningRate base rate of the polynomial schedule
 * @param power exponent of the polynomial schedule
 * @param momentum of stochastic gradient descent
 * @param weightDecay of stochastic gradient descent
 * @param validateEvery steps between validations
 * @param checkpointEvery steps between checkpoints beside those of validations; 0 for none
 * @param clipNorm the largest global norm of a step's gradients; 0 for no limit
 * @param nonFinite what is done with a batch whose losses or gradients are no finite numbers
 * @param nonFiniteLimit how many such batches are skipped in a training before it stops
 */
public record TrainConfig(
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
    NonFinite nonFinite,
    int nonFiniteLimit) {
  private static final int NON_FINITE_LIMIT = 10;

  /** Without limits on gradients, stopping at the first number that is not finite. */
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
        NonFinite.STOP,
        NON_FINITE_LIMIT);
  }

  /** The authors' 2-D recipe. */
  public static TrainConfig defaults() {
    return new TrainConfig(30000, 8, 8, List.of(256, 256), 0.01, 0.9, 0.9, 1e-4, 200, 0);
  }

  /** This schedule for images of another size. */
  public TrainConfig withPatch(List<Integer> other) {
    return new TrainConfig(
        iterations,
        labeledBatch,
        unlabeledBatch,
        other,
        learningRate,
        power,
        momentum,
        weightDecay,
        validateEvery,
        checkpointEvery,
        clipNorm,
        nonFinite,
        nonFiniteLimit);
  }
}
