package dev.icl.core.config;

/**
 * How methods that paste parts of images into others do it.
 *
 * @param pretrain share of the training that pastes labelled images into labelled ones alone
 * @param ratio edge of the pasted box, as a share of the image's
 * @param pseudoWeight weight of pixels whose label is a pseudo label; that of others is 1
 * @param start the state of the pre-training that the rest of the training begins with
 */
public record CopyPasteConfig(
    double pretrain, double ratio, double pseudoWeight, PretrainedStart start) {

  /** The published recipe for ACDC: 10 000 of 40 000 iterations, 2/3, 1/2, the best state. */
  public static CopyPasteConfig defaults() {
    return new CopyPasteConfig(0.25, 2.0 / 3, 0.5, PretrainedStart.BEST);
  }
}
