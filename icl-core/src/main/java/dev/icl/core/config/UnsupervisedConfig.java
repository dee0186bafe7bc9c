package dev.icl.core.config;

/**
 * How methods other than ICL learn from unlabelled images.
 *
 * @param weight of the unsupervised loss once it is ramped up
 * @param rampUp share of the training over which the weight grows to that
 * @param emaDecay how much of itself a teacher keeps at a step: the largest decay of its
 *     exponential moving average
 * @param mixAlpha α of the distribution Beta(α, α) from which interpolation consistency draws
 */
public record UnsupervisedConfig(double weight, double rampUp, double emaDecay, double mixAlpha) {

  /** The published recipes for ACDC: 0.1, the whole training, 0.99, 0.2. */
  public static UnsupervisedConfig defaults() {
    return new UnsupervisedConfig(0.1, 1, 0.99, 0.2);
  }
}
