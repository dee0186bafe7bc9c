package dev.icl.modules.method;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * Losses of class scores of several sizes, as nnU-Net weighs them: each half as much as that of the
 * next finer scores, all weights together 1. Each pixel of coarse scores is compared with the label
 * behind the middle of those that it spans.
 */
final class DeepSupervision {
  private DeepSupervision() {}

  /**
   * The weighted losses.
   *
   * @param ops the operations
   * @param finest the losses of the scores of the image's size
   * @param coarse class scores of fewer pixels, fine to coarse; a divisor of the image's size along
   *     each axis
   * @param labels int64 {@code [N, spatial]}
   * @param dice the classes of the Dice loss
   * @return {@code finest} itself where there are no others
   */
  static SupervisedLosses of(
      Ops ops, SupervisedLosses finest, List<Tensor> coarse, Tensor labels, DiceClasses dice) {
    if (coarse.isEmpty()) {
      return finest;
    }
    double weight = 1 / (2 - Math.pow(0.5, coarse.size()));
    Tensor crossEntropy = ops.mul(finest.crossEntropy(), weight);
    Tensor overlap = ops.mul(finest.dice(), weight);
    for (Tensor scores : coarse) {
      weight /= 2;
      SupervisedLosses losses =
          SupervisedLosses.ofLabels(ops, scores, reduced(ops, labels, scores.shape()), dice);
      crossEntropy = ops.add(crossEntropy, ops.mul(losses.crossEntropy(), weight));
      overlap = ops.add(overlap, ops.mul(losses.dice(), weight));
    }
    return new SupervisedLosses(crossEntropy, overlap);
  }

  /** Labels at the size of coarse scores, axis by axis. */
  static Tensor reduced(Ops ops, Tensor labels, Shape scores) {
    Tensor reduced = labels;
    for (int axis = 1; axis < labels.shape().rank(); axis++) {
      Shape from = reduced.shape();
      int size = scores.dim(axis + 1);
      int factor = from.dim(axis) / size;
      if (factor > 1) {
        int outer = (int) from.slice(0, axis).numel();
        int inner = (int) from.slice(axis + 1, from.rank()).numel();
        Tensor split = ops.reshape(reduced, Shape.of(outer, size, factor, inner));
        Tensor picked =
            ops.slice(split, new int[] {0, 0, factor / 2, 0}, Shape.of(outer, size, 1, inner));
        reduced = ops.reshape(picked, from.with(axis, size));
      }
    }
    return reduced;
  }
}
