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
 * @param pretrainRate the learning rate of the pre-training
 * @param losses the published program whose losses mixed images have
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
            "the state of the pre-training that the rest begins with: the one with the highest validation score, momentum included (`best`) or not (`best_network`), or the last")
        PretrainedStart start,
    @Doc(
            "the learning rate of the pre-training: that of the one `train.schedule` of all iterations, or `train.learning_rate` throughout, and then the schedule, `train.warmup` included, runs over the self-training alone")
        PretrainRate pretrainRate,
    @Doc(
            "the losses of mixed images: as in the authors' program for ACDC, or as in that for left atria ([methods.md](methods.md#bcp))")
        CopyPasteLosses losses) {

  /** The published recipe for ACDC: 10 000 of 40 000 iterations, 2/3, 1/2, the best state. */
  public static CopyPasteConfig defaults() {
    return new CopyPasteConfig(
        0.25, 2.0 / 3, 0.5, PretrainedStart.BEST, PretrainRate.SCHEDULE, CopyPasteLosses.ACDC);
  }
}
