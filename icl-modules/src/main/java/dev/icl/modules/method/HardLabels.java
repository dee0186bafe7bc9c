package dev.icl.modules.method;

import dev.icl.core.loss.MaskedDiceLoss;
import dev.icl.core.loss.Prediction;
import dev.icl.core.loss.Target;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;

/**
 * Pseudo labels of images, each pixel's most probable class, and how probable it is.
 *
 * @param labels int64 {@code [M, spatial]}
 * @param confidence probability of that class, {@code [M, 1, spatial]}
 */
record HardLabels(Tensor labels, Tensor confidence) {
  private static final double SMOOTH = 1e-5;

  /** Those of probabilities {@code [M, classes, spatial]}, which are taken as constants. */
  static HardLabels of(Ops ops, Tensor probabilities) {
    Tensor constants = ops.stopGradient(probabilities);
    return new HardLabels(ops.argmax(constants, 1), ops.max(constants, true, 1));
  }

  /**
   * The Dice loss against them, of the pixels alone whose confidence reaches a threshold: sums over
   * the batch, squares in the denominator, {@code 1e-5} added to both sides of each fraction, mean
   * over all classes. 0 where no pixel counts.
   *
   * @param ops the operations
   * @param logits class scores {@code [M, classes, spatial]}
   * @param threshold the least confidence that counts
   */
  Tensor dice(Ops ops, Tensor logits, double threshold) {
    Tensor least = ops.full(DType.F32, Shape.scalar(), threshold);
    Tensor sure = ops.cast(ops.logicalNot(ops.less(confidence, least)), DType.F32);
    Target target = Target.labels(ops, labels, logits.shape().dim(1));
    return new MaskedDiceLoss(sure, SMOOTH).apply(ops, new Prediction(ops, logits), target);
  }
}
