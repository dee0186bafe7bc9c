package dev.icl.core.loss;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;

/**
 * Cross entropy over a part of every image: the mean over the pixels where the mask is 1; 0 for an
 * empty mask.
 *
 * @param mask float32 {@code [1, 1, spatial]}, 0 or 1
 */
public record MaskedCrossEntropyLoss(Tensor mask) implements SegmentationLoss {
  private static final double SMOOTH = 1e-16;

  @Override
  public Tensor apply(Ops ops, Prediction prediction, Target target) {
    Tensor weighted = ops.mul(prediction.logProbabilities(), target.values());
    Shape shape = weighted.shape();
    Tensor pixels = ops.add(ops.mul(ops.sum(mask, false), shape.dim(0)), SMOOTH);
    return ops.neg(ops.div(ops.sum(ops.mul(weighted, mask), false), pixels));
  }
}
