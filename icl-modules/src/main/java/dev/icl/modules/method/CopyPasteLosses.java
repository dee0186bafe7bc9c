package dev.icl.modules.method;

import dev.icl.core.loss.ImageDiceLoss;
import dev.icl.core.loss.MaskedDiceLoss;
import dev.icl.core.loss.SegmentationLoss;
import dev.icl.core.tensor.Tensor;
import java.util.Optional;

/** The program of Bidirectional Copy-Paste's authors whose losses mixed images have. */
public enum CopyPasteLosses {
  /**
   * That for ACDC: Dice with squares, sums over the batch; in the pre-training box and rest have
   * losses of their own, as in the self-training.
   */
  ACDC,

  /**
   * That for left atria: Dice without squares, image by image; in the pre-training cross entropy
   * and Dice of whole images against labels that are mixed as the images are.
   */
  LA;

  /** The Dice loss of a part of every image. */
  SegmentationLoss dice(Tensor mask) {
    return this == ACDC ? new MaskedDiceLoss(mask) : new ImageDiceLoss(Optional.of(mask));
  }

  /** Whether images of the pre-training have one loss for box and rest together. */
  boolean mixesLabels() {
    return this == LA;
  }
}
