package dev.icl.core.optim;

import dev.icl.core.settings.Above;
import dev.icl.core.settings.Below;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;

/**
 * The settings that only {@link AdamW} has.
 *
 * @param beta1 share of the mean gradient kept at a step, 0 to below 1
 * @param beta2 share of the mean squared gradient kept at a step, 0 to below 1
 * @param epsilon added to the denominator, above 0
 */
public record AdamWConfig(
    @Doc("share of the mean gradient that `adamw` keeps at a step") @Min(0) @Below(1) double beta1,
    @Doc("the same of the mean squared gradient") @Min(0) @Below(1) double beta2,
    @Doc("what `adamw` adds to the root it divides by") @Above(0) @Max(1) double epsilon) {
  /** The defaults of {@code torch.optim.AdamW}. */
  public static AdamWConfig defaults() {
    return new AdamWConfig(0.9, 0.999, 1e-8);
  }
}
