package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.loss.CrossEntropyLoss;
import dev.icl.core.loss.ImageDiceLoss;
import dev.icl.core.loss.MaskedCrossEntropyLoss;
import dev.icl.core.loss.Prediction;
import dev.icl.core.loss.SegmentationLoss;
import dev.icl.core.loss.Target;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Optional;

/**
 * Cross entropy and Dice of images of two parts, each part against its own labels and with its own
 * weight: {@code mix_loss} of BCP's {@code ACDC_BCP_train.py} and {@code LA_BCP_train.py}.
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

  /**
   * The parts' losses, weighted and added.
   *
   * @param logits class scores {@code [N, classes, spatial]}
   * @param image the part outside the box
   * @param patch the part in the box
   * @param losses the program whose losses they are
   */
  static MixedLosses of(Ops ops, Tensor logits, Part image, Part patch, CopyPasteLosses losses) {
    Prediction prediction = new Prediction(ops, logits);
    int classes = logits.shape().dim(1);
    Target ofImage = Target.labels(ops, image.labels(), classes);
    Target ofPatch = Target.labels(ops, patch.labels(), classes);
    return new MixedLosses(
        ops.add(
            weighted(ops, new MaskedCrossEntropyLoss(image.mask()), prediction, ofImage, image),
            weighted(ops, new MaskedCrossEntropyLoss(patch.mask()), prediction, ofPatch, patch)),
        ops.add(
            weighted(ops, losses.dice(image.mask()), prediction, ofImage, image),
            weighted(ops, losses.dice(patch.mask()), prediction, ofPatch, patch)));
  }

  /**
   * Of whole images against labels that are mixed as they are.
   *
   * @param logits class scores {@code [N, classes, spatial]}
   * @param labels int64 {@code [N, spatial]}
   */
  static MixedLosses ofWhole(Ops ops, Tensor logits, Tensor labels) {
    Prediction prediction = new Prediction(ops, logits);
    Target target = Target.labels(ops, labels, logits.shape().dim(1));
    return new MixedLosses(
        new CrossEntropyLoss().apply(ops, prediction, target),
        new ImageDiceLoss(Optional.empty()).apply(ops, prediction, target));
  }

  /**
   * Of unlabelled images with a box of labelled ones, both streams' first halves, and of labelled
   * images with a box of unlabelled ones, their last halves; the network sees one after the other.
   *
   * @param inputs the tensors of a {@link Batch} and {@link PasteMask#NAME}
   * @param pseudo labels of the unlabelled images, int64 {@code [M, spatial]}
   * @param config the weight of the pixels that have them, and whose losses they are
   */
  static MixedLosses ofBothWays(
      Scope scope,
      SegmentationNetwork network,
      ProgramInputs inputs,
      Tensor pseudo,
      CopyPasteConfig config) {
    Ops ops = scope.ops();
    Tensor labeled = inputs.get(Batch.IMAGE_LABELED);
    Tensor labels = inputs.get(Batch.LABEL_LABELED);
    Tensor unlabeled = inputs.get(Batch.IMAGE_UNLABELED);
    Tensor mask = inputs.get(PasteMask.NAME);
    Tensor box = PasteMask.inverse(ops, mask);
    Tensor inward =
        PasteMask.paste(ops, Rows.firstHalf(ops, unlabeled), Rows.firstHalf(ops, labeled), mask);
    Tensor outward =
        PasteMask.paste(ops, Rows.lastHalf(ops, labeled), Rows.lastHalf(ops, unlabeled), mask);
    MixedLosses ofInward =
        of(
            ops,
            network.apply(scope, inward).logits(),
            new Part(Rows.firstHalf(ops, pseudo), mask, config.pseudoWeight()),
            new Part(Rows.firstHalf(ops, labels), box, 1),
            config.losses());
    MixedLosses ofOutward =
        of(
            ops,
            network.apply(scope, outward).logits(),
            new Part(Rows.lastHalf(ops, labels), mask, 1),
            new Part(Rows.lastHalf(ops, pseudo), box, config.pseudoWeight()),
            config.losses());
    return ofInward.plus(ops, ofOutward);
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
