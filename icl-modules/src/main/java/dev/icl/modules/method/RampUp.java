package dev.icl.modules.method;

import dev.icl.core.tensor.HostTensor;

/**
 * The ramp-up of the weight of an unsupervised loss: {@code weight · exp(−5 (1 − e)²)}, where
 * {@code e} goes from 0 to 1 in equal parts of the ramp. Laine and Aila, <i>Temporal Ensembling for
 * Semi-Supervised Learning</i>, ICLR 2017, section 2; the 200 parts are those of the ACDC programs
 * of SSL4MIS ({@code consistency_rampup} 200 in units of 150 of 30 000 iterations).
 *
 * @param weight at the end of the ramp
 * @param length of the ramp, in iterations; 0 for the whole weight from the start
 * @param parts in which it grows, at least 1
 */
public record RampUp(double weight, double length, int parts) {
  /** The input that carries the weight, a float32 scalar. */
  public static final String WEIGHT = "unsupervised_weight";

  private static final int PARTS = 200;
  private static final double ROUNDING = 1e-9;

  /**
   * A ramp of 200 parts.
   *
   * @param weight at the end of the ramp
   * @param length of the ramp, in iterations; 0 for the whole weight from the start
   */
  public RampUp(double weight, double length) {
    this(weight, length, PARTS);
  }

  /** The ramp of a configuration, for a training of so many iterations. */
  public static RampUp of(UnsupervisedConfig config, int iterations) {
    return new RampUp(config.weight(), config.rampUp() * iterations);
  }

  /** The weight at an iteration, counted from 0. */
  public double at(int iteration) {
    if (length <= 0) {
      return weight;
    }
    // a quotient alone may lie just below the whole number that it stands for
    double part = Math.floor(parts * (double) iteration / length + ROUNDING);
    return weight * sigmoid(part / parts);
  }

  /**
   * {@code exp(−5 (1 − e)²)}.
   *
   * @param progress {@code e}; values beyond 0 and 1 are taken as these
   */
  static double sigmoid(double progress) {
    double left = 1 - Math.min(Math.max(progress, 0), 1);
    return Math.exp(-5 * left * left);
  }

  /** {@link #WEIGHT} as an input of every step. */
  public StepInputs input() {
    return input(0);
  }

  /** The same, 0 at the iterations before {@code first}. */
  public StepInputs input(int first) {
    HostTensor value = HostTensor.scalar(0);
    return (iteration, key, inputs) -> {
      value.set(0, iteration < first ? 0 : at(iteration));
      inputs.put(WEIGHT, value);
    };
  }
}
