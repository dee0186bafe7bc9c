package dev.icl.core.optim;

/**
 * The settings that only {@link AdamW} has.
 *
 * @param beta1 share of the mean gradient kept at a step, 0 to below 1
 * @param beta2 share of the mean squared gradient kept at a step, 0 to below 1
 * @param epsilon added to the denominator, above 0
 */
public record AdamWConfig(double beta1, double beta2, double epsilon) {
  /** Those of {@code torch.optim.AdamW}. */
  public static AdamWConfig defaults() {
    return new AdamWConfig(0.9, 0.999, 1e-8);
  }
}
