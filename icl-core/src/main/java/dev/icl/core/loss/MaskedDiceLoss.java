package dev.icl.core.loss;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;

/**
 * Soft Dice loss over a part of every image: for every class {@code 1 − (2 Σ m·p·t + ε) / (Σ m·p² +
 * Σ m·t² + ε)}, sums over the whole batch; the mean over all classes, background included. An empty
 * mask gives 0.
 *
 * @param mask {@code m}, float32 {@code [1, 1, spatial]} or {@code [N, 1, spatial]}, 0 or 1
 * @param smooth {@code ε}
 */
public record MaskedDiceLoss(Tensor mask, double smooth) implements SegmentationLoss {
  private static final double SMOOTH = 1e-10;

  /**
   * The loss with {@code ε = 1e-10}.
   *
   * @param mask {@code m}, float32 {@code [1, 1, spatial]} or {@code [N, 1, spatial]}, 0 or 1
   */
  public MaskedDiceLoss(Tensor mask) {
    this(mask, SMOOTH);
  }

  @Override
  public Tensor apply(Ops ops, Prediction prediction, Target target) {
    Tensor p = ops.mul(prediction.probabilities(), mask);
    Tensor t = ops.mul(target.values(), mask);
    Tensor overlap = Classes.sum(ops, ops.mul(p, t));
    Tensor total = ops.add(Classes.sum(ops, ops.square(p)), Classes.sum(ops, ops.square(t)));
    Tensor dice = ops.div(ops.add(ops.mul(overlap, 2), smooth), ops.add(total, smooth));
    return ops.add(ops.neg(ops.mean(dice, false)), 1);
  }
}
