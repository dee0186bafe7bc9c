package dev.icl.modules.inference;

/**
 * The scores that are averaged where a voxel gets several: from overlapping windows, flips and the
 * networks of an ensemble.
 */
public enum Average {
  /** Probabilities, the softmax of the logits, as in the authors' program. */
  PROBABILITIES,
  /**
   * Logits, of which a softmax is taken in the end, as in MONAI and nnU-Net. The probabilities of
   * several networks are averaged all the same.
   */
  LOGITS
}
