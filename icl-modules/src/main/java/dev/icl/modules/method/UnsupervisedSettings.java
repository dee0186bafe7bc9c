package dev.icl.modules.method;

import dev.icl.core.settings.Inline;

/**
 * The settings of methods that add one loss of unlabelled images.
 *
 * @param supervised the losses of labelled images
 * @param unsupervised weight, ramp-up and teacher of what is added
 */
public record UnsupervisedSettings(
    @Inline SupervisedSettings supervised, UnsupervisedConfig unsupervised) {
  /** The published recipes for ACDC. */
  public static UnsupervisedSettings defaults() {
    return new UnsupervisedSettings(SupervisedSettings.defaults(), UnsupervisedConfig.defaults());
  }

  /** The classes of the Dice loss. */
  DiceClasses dice() {
    return supervised.dice();
  }
}
