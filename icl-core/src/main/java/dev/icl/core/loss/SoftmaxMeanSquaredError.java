package dev.icl.core.loss;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;

/** The mean squared difference of two softmaxes, over all pixels and classes. */
public record SoftmaxMeanSquaredError() implements ConsistencyLoss {
  @Override
  public Tensor apply(Ops ops, Tensor student, Tensor teacher) {
    Tensor expected = ops.softmax(ops.stopGradient(teacher), 1);
    return ops.mean(ops.square(ops.sub(ops.softmax(student, 1), expected)), false);
  }
}
