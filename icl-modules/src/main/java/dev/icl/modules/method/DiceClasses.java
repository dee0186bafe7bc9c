package dev.icl.modules.method;

import dev.icl.core.loss.DiceLoss;
import dev.icl.core.loss.ForegroundDiceLoss;
import dev.icl.core.loss.SegmentationLoss;

/** The classes over which the Dice loss of labelled images is the mean. */
public enum DiceClasses {
  /** All of them, the background included, as in most programs. */
  ALL,

  /** All but the background, as in programs for left atria. */
  FOREGROUND;

  private static final SegmentationLoss OF_ALL = new DiceLoss(DiceLoss.Denominator.SQUARED);
  private static final SegmentationLoss OF_FOREGROUND = new ForegroundDiceLoss();

  /** The loss. */
  SegmentationLoss loss() {
    return this == ALL ? OF_ALL : OF_FOREGROUND;
  }
}
