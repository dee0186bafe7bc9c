package dev.icl.modules.method;

import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Inline;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;

/**
 * The settings of AD-MT.
 *
 * @param supervised the losses of labelled images
 * @param unsupervised weight and ramp-up of the loss of unlabelled ones, decay of the teachers, α
 *     of the boxes
 * @param labels the pseudo labels that count
 * @param longestTurn the most steps of a teacher's turn
 */
public record AlternatingSettings(
    @Inline SupervisedSettings supervised,
    UnsupervisedConfig unsupervised,
    @Inline HardLabelConfig labels,
    @Doc("the most steps of a teacher's turn in `ad-mt`; each number from 1 on is as likely")
        @Min(1)
        @Max(1e6)
        int longestTurn) {
  /** The published recipe for ACDC: weight 2 after a quarter of the training, Beta(4, 4), 50. */
  public static AlternatingSettings defaults() {
    return new AlternatingSettings(
        SupervisedSettings.defaults(),
        new UnsupervisedConfig(2, 0.25, 0.99, 4),
        new HardLabelConfig(0.95),
        50);
  }
}
