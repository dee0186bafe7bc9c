package dev.icl.modules.method;

import dev.icl.core.settings.Inline;

/**
 * The settings of FixMatch.
 *
 * @param supervised the losses of labelled images
 * @param unsupervised weight, ramp-up and teacher of the loss of unlabelled ones
 * @param strong pseudo labels and boxes
 */
public record FixMatchSettings(
    @Inline SupervisedSettings supervised,
    UnsupervisedConfig unsupervised,
    @Inline StrongConfig strong) {
  /** Its simplest form: no boxes. */
  public static FixMatchSettings defaults() {
    return new FixMatchSettings(
        SupervisedSettings.defaults(),
        UnsupervisedConfig.defaults().withWeight(1, 0),
        new StrongConfig(new HardLabelConfig(0.95), Targets.SELF, CutMixConfig.none()));
  }
}
