package dev.icl.core.loss;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;

/**
 * Soft Dice loss without the background: the mean of {@code 1 − (2 Σ p·t + ε) / (Σ p² + Σ t² + ε)}
 * over all classes but the first, sums over the whole batch, {@code ε = 1e-5}. With two classes it
 * is that of benchmarks of left atria. Milletari et al., <i>V-Net</i>, 3DV 2016.
 */
public record ForegroundDiceLoss() implements SegmentationLoss {
  private static final DiceLoss ALL = new DiceLoss(DiceLoss.Denominator.SQUARED);

  /**
   * @throws IllegalArgumentException if there is no class but the background
   */
  @Override
  public Tensor apply(Ops ops, Prediction prediction, Target target) {
    Tensor coefficients = ALL.coefficients(ops, prediction, target);
    Shape foreground = Shape.of(coefficients.shape().dim(0) - 1);
    Tensor without = ops.slice(coefficients, new int[] {1}, foreground);
    return ops.add(ops.neg(ops.mean(without, false)), 1);
  }
}
