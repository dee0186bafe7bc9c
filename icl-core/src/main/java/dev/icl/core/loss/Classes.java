package dev.icl.core.loss;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import java.util.stream.IntStream;

/** Sums that leave the classes apart. */
final class Classes {
  private Classes() {}

  /** {@code [N, C, spatial] → [C]}. */
  static Tensor sum(Ops ops, Tensor x) {
    int[] axes = IntStream.range(0, x.shape().rank()).filter(axis -> axis != 1).toArray();
    return ops.sum(x, false, axes);
  }
}
