package dev.icl.core.optim;

import dev.icl.core.settings.Below;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;

/**
 * The update rule of a training.
 *
 * @param optimizer the optimiser
 * @param momentum of SGD, 0 to below 1
 * @param weightDecay of either, at least 0: part of the gradient with SGD, apart from it with AdamW
 * @param adamw the settings that only AdamW has
 */
public record OptimizerConfig(
    @Doc(
            "the update rule: stochastic gradient descent with momentum, the authors' choice, or AdamW ([below](#optimiser-and-learning-rate))")
        OptimizerKind optimizer,
    @Doc("of `sgd`") @Min(0) @Below(1) double momentum,
    @Doc("part of the gradient with `sgd`; with `adamw` apart from it") @Min(0) @Max(1)
        double weightDecay,
    AdamWConfig adamw) {
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
    return switch (optimizer) {
      case SGD -> new Sgd(momentum, weightDecay);
      case ADAMW -> new AdamW(adamw.beta1(), adamw.beta2(), adamw.epsilon(), weightDecay);
    };
  }
}
