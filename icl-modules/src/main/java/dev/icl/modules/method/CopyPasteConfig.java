package dev.icl.modules.method;

import dev.icl.core.settings.Above;
import dev.icl.core.settings.Below;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;

/**
 * The settings of methods that paste parts of images into others.
 *
 * @param pretrain share of the training that pastes labelled images into labelled ones alone
 * @param ratio edge of the pasted box, as a share of the image's
 * @param pseudoWeight weight of pixels whose label is a pseudo label; that of others is 1
 * @param start the state of the pre-training that the rest of the training begins with
 */
public record CopyPasteConfig(
    @Doc("share of `train.iterations` in which `bcp` learns from labelled images alone")
        @Min(0)
        @Below(1)
        double pretrain,
    @Doc("edges of the box that `bcp` and `icl+copy-paste` paste, as a share of the image's")
        @Above(0)
        @Below(1)
        double ratio,
    @Doc("weight of pixels with pseudo labels; labelled ones have 1") @Min(0) @Max(1000)
        double pseudoWeight,
    @Doc(
            "the state of the pre-training that the rest begins with: the one with the highest validation score, momentum included, or the last")
        PretrainedStart start) {

  /** The published recipe for ACDC: 10 000 of 40 000 iterations, 2/3, 1/2, the best state. */
  public static CopyPasteConfig defaults() {
    return new CopyPasteConfig(0.25, 2.0 / 3, 0.5, PretrainedStart.BEST);
  }
}
