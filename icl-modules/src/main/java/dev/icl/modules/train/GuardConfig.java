package dev.icl.modules.train;

import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;

/**
 * The treatment of large and of non-finite gradients.
 *
 * @param clipNorm the largest global norm of a step's gradients; 0 for no limit
 * @param nonFinite the treatment of a batch whose losses or gradients are non-finite
 * @param nonFiniteLimit how many such batches a training skips before it stops
 */
public record GuardConfig(
    @Doc(
            "the largest norm of all gradients of a step together, beyond which they are scaled down to it; 0 for no limit. The norm is then logged as `grad_norm`")
        @Min(0)
        @Max(1e6)
        double clipNorm,
    @Doc(
            "what happens when a step gives a loss or a gradient that is not finite: the training stops, or the batch is left out and the next one taken ([reliability.md](reliability.md#numbers-that-are-not-finite))")
        NonFinitePolicy nonFinite,
    @Doc("how many batches are left out in a training, resumed parts included, before it stops")
        @Min(1)
        int nonFiniteLimit) {
  /** No limit on gradients, and an end at the first non-finite number. */
  public static GuardConfig defaults() {
    return new GuardConfig(0, NonFinitePolicy.STOP, 10);
  }
}
