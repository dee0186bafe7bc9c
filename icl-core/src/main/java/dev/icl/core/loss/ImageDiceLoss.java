package dev.icl.core.loss;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Soft Dice loss image by image, over a part of every image or the whole: for every image and class
 * {@code 1 − (2 Σ m·p·t + ε) / (Σ m·p + Σ m·t + ε)}, sums over the image's pixels, {@code ε =
 * 1e-5}; the mean over images and classes, background included.
 *
 * @param mask {@code m}, float32 {@code [1, 1, spatial]}, 0 or 1; empty for all pixels
 */
public record ImageDiceLoss(Optional<Tensor> mask) implements SegmentationLoss {
  private static final double SMOOTH = 1e-5;

  @Override
  public Tensor apply(Ops ops, Prediction prediction, Target target) {
    Tensor p = masked(ops, prediction.probabilities());
    Tensor t = masked(ops, target.values());
    Tensor overlap = sum(ops, ops.mul(p, t));
    Tensor total = sum(ops, ops.add(p, t));
    Tensor dice = ops.div(ops.add(ops.mul(overlap, 2), SMOOTH), ops.add(total, SMOOTH));
    return ops.add(ops.neg(ops.mean(dice, false)), 1);
  }

  private Tensor masked(Ops ops, Tensor values) {
    return mask.map(m -> ops.mul(values, m)).orElse(values);
  }

  /** {@code [N, C, spatial] → [N, C]}. */
  private static Tensor sum(Ops ops, Tensor x) {
    return ops.sum(x, false, IntStream.range(2, x.shape().rank()).toArray());
  }
}
