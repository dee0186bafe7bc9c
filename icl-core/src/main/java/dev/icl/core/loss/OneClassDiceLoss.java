package dev.icl.core.loss;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;

/**
 * Soft Dice loss of one class against all others, as V-Net benchmarks have it: {@code 1 − (2 Σ p·t
 * + ε) / (Σ p² + Σ t² + ε)}, sums over the whole batch, {@code ε = 1e-5}. Milletari et al.,
 * <i>V-Net</i>, 3DV 2016.
 *
 * @param label the class, from 0
 */
public record OneClassDiceLoss(int label) implements SegmentationLoss {
  private static final DiceLoss ALL = new DiceLoss(DiceLoss.Denominator.SQUARED);

  @Override
  public Tensor apply(Ops ops, Prediction prediction, Target target) {
    Tensor coefficients = ALL.coefficients(ops, prediction, target);
    Tensor one = ops.slice(coefficients, new int[] {label}, new int[] {1});
    return ops.add(ops.neg(ops.sum(one, false)), 1);
  }
}
