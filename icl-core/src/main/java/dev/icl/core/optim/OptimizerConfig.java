package dev.icl.core.optim;

/**
 * The optimiser of a training.
 *
 * @param kind the optimiser
 * @param momentum of SGD, 0 to below 1
 * @param weightDecay of either, at least 0: part of the gradient with SGD, apart from it with AdamW
 * @param adamw the settings that only AdamW has
 */
public record OptimizerConfig(
    OptimizerKind kind, double momentum, double weightDecay, AdamWConfig adamw) {
  /** The authors' SGD. */
  public static OptimizerConfig defaults() {
    return new OptimizerConfig(OptimizerKind.SGD, 0.9, 1e-4, AdamWConfig.defaults());
  }

  /**
   * The update rule with these settings.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public Optimizer create() {
    return switch (kind) {
      case SGD -> new Sgd(momentum, weightDecay);
      case ADAMW -> new AdamW(adamw.beta1(), adamw.beta2(), adamw.epsilon(), weightDecay);
    };
  }
}
