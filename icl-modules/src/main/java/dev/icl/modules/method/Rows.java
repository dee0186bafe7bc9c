package dev.icl.modules.method;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.NetworkOutput;

/** Parts of a batch. */
final class Rows {
  private Rows() {}

  /** {@code count} rows along the first axis, from {@code first}. */
  static Tensor of(Ops ops, Tensor x, int first, int count) {
    int[] begin = new int[x.shape().rank()];
    begin[0] = first;
    return ops.slice(x, begin, x.shape().with(0, count));
  }

  /** The same rows of everything that a network gives. */
  static NetworkOutput of(Ops ops, NetworkOutput output, int first, int count) {
    return new NetworkOutput(
        of(ops, output.logits(), first, count),
        output.features().stream().map(level -> of(ops, level, first, count)).toList(),
        output.coarse().stream().map(scores -> of(ops, scores, first, count)).toList());
  }

  /** The first half; a middle row belongs to neither. */
  static Tensor firstHalf(Ops ops, Tensor x) {
    return of(ops, x, 0, x.shape().dim(0) / 2);
  }

  /** The last half. */
  static Tensor lastHalf(Ops ops, Tensor x) {
    int half = x.shape().dim(0) / 2;
    return of(ops, x, x.shape().dim(0) - half, half);
  }
}
