package dev.icl.core.loss;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;

/** A distance between predicted class scores and their target. */
@FunctionalInterface
public interface SegmentationLoss {
  /**
   * @param ops the operations of the running program
   * @param prediction class scores {@code [N, C, spatial]}
   * @param target distributions of the same shape
   * @return a float32 scalar
   */
  Tensor apply(Ops ops, Prediction prediction, Target target);

  /** The sum of this and another loss. */
  default SegmentationLoss plus(SegmentationLoss other) {
    return (ops, prediction, target) ->
        ops.add(apply(ops, prediction, target), other.apply(ops, prediction, target));
  }
}
