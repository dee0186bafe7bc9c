package dev.icl.core.loss;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;

/**
 * Soft Dice loss: for every class {@code 1 − (2 Σ p·t + ε) / (D + ε)}, sums over the whole batch,
 * {@code ε = 1e-5}; the mean over all classes, background included. Milletari et al., <i>V-Net</i>,
 * 3DV 2016.
 *
 * @param denominator the definition of {@code D}
 */
public record DiceLoss(Denominator denominator) implements SegmentationLoss {
  /** The denominator of the Dice coefficient. */
  public enum Denominator {
    /** {@code Σ p² + Σ t²}: against labels. */
    SQUARED,
    /** {@code Σ p + Σ t}: against pseudo labels. */
    PLAIN
  }

  private static final double SMOOTH = 1e-5;

  @Override
  public Tensor apply(Ops ops, Prediction prediction, Target target) {
    return ops.add(ops.neg(ops.mean(coefficients(ops, prediction, target), false)), 1);
  }

  /** The Dice coefficient of every class, {@code [C]}. */
  Tensor coefficients(Ops ops, Prediction prediction, Target target) {
    Tensor p = prediction.probabilities();
    Tensor overlap = Classes.sum(ops, ops.mul(p, target.values()));
    Tensor total =
        switch (denominator) {
          case SQUARED -> ops.add(Classes.sum(ops, ops.square(p)), target.classSquares(ops));
          case PLAIN -> ops.add(Classes.sum(ops, p), target.classSums());
        };
    return ops.div(ops.add(ops.mul(overlap, 2), SMOOTH), ops.add(total, SMOOTH));
  }
}
