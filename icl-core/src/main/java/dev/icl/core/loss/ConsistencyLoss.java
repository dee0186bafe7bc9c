package dev.icl.core.loss;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;

/** A distance between the class scores of a student and those of a teacher. */
@FunctionalInterface
public interface ConsistencyLoss {
  /**
   * @param ops the operations of the running program
   * @param student class scores {@code [N, C, spatial]}
   * @param teacher class scores of the same shape; no gradient flows into them
   * @return a float32 scalar
   */
  Tensor apply(Ops ops, Tensor student, Tensor teacher);
}
