package dev.icl.core.loss;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;

/** Cross entropy: {@code −Σ_c t_c · log p_c}, the mean over all pixels of the batch. */
public record CrossEntropyLoss() implements SegmentationLoss {
  @Override
  public Tensor apply(Ops ops, Prediction prediction, Target target) {
    Tensor weighted = ops.mul(prediction.logProbabilities(), target.values());
    Shape shape = weighted.shape();
    double pixels = (double) shape.numel() / shape.dim(1);
    return ops.mul(ops.sum(weighted, false), -1 / pixels);
  }
}
