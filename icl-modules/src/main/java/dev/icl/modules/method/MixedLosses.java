package dev.icl.modules.method;

import dev.icl.core.loss.MaskedCrossEntropyLoss;
import dev.icl.core.loss.MaskedDiceLoss;
import dev.icl.core.loss.Prediction;
import dev.icl.core.loss.SegmentationLoss;
import dev.icl.core.loss.Target;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;

/**
 * Cross entropy and Dice of images of two parts, each part against its own labels and with its own
 * weight: {@code mix_loss} of BCP's {@code ACDC_BCP_train.py}.
 *
 * @param crossEntropy float32 scalar
 * @param dice float32 scalar
 */
record MixedLosses(Tensor crossEntropy, Tensor dice) {
  /**
   * A part of every image.
   *
   * @param labels int64 {@code [N, spatial]}
   * @param mask float32 {@code [1, 1, spatial]}, 1 in the part
   * @param weight a scalar for both losses
   */
  record Part(Tensor labels, Tensor mask, double weight) {}

  /** The parts' losses, weighted and added. */
  static MixedLosses of(Ops ops, Tensor logits, Part image, Part patch) {
    Prediction prediction = new Prediction(ops, logits);
    int classes = logits.shape().dim(1);
    Target ofImage = Target.labels(ops, image.labels(), classes);
    Target ofPatch = Target.labels(ops, patch.labels(), classes);
    return new MixedLosses(
        ops.add(
            weighted(ops, new MaskedCrossEntropyLoss(image.mask()), prediction, ofImage, image),
            weighted(ops, new MaskedCrossEntropyLoss(patch.mask()), prediction, ofPatch, patch)),
        ops.add(
            weighted(ops, new MaskedDiceLoss(image.mask()), prediction, ofImage, image),
            weighted(ops, new MaskedDiceLoss(patch.mask()), prediction, ofPatch, patch)));
  }

  private static Tensor weighted(
      Ops ops, SegmentationLoss loss, Prediction prediction, Target target, Part part) {
    return ops.mul(loss.apply(ops, prediction, target), part.weight());
  }

  /** These and others, term by term. */
  MixedLosses plus(Ops ops, MixedLosses others) {
    return new MixedLosses(ops.add(crossEntropy, others.crossEntropy), ops.add(dice, others.dice));
  }

  /** {@code (ce + dice) / 2}. */
  Tensor mean(Ops ops) {
    return ops.mul(ops.add(crossEntropy, dice), 0.5);
  }
}
