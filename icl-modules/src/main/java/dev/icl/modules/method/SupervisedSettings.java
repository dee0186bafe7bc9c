package dev.icl.modules.method;

import dev.icl.core.settings.Doc;

/**
 * The settings of the baselines.
 *
 * @param dice the classes of the Dice loss
 */
public record SupervisedSettings(
    @Doc(
            "over which classes the Dice loss of labelled images is the mean, with methods other than `bcp` and those with ICL: `foreground` leaves the background out, as programs for left atria do")
        DiceClasses dice) {
  /** All classes. */
  public static SupervisedSettings defaults() {
    return new SupervisedSettings(DiceClasses.ALL);
  }
}
