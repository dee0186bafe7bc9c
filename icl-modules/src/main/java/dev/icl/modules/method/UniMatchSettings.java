package dev.icl.modules.method;

import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Inline;

/**
 * The settings of UniMatch.
 *
 * @param supervised the losses of labelled images
 * @param unsupervised weight, ramp-up and teacher of the losses of unlabelled ones
 * @param strong pseudo labels and boxes
 * @param features whether features are disturbed, too
 */
public record UniMatchSettings(
    @Inline SupervisedSettings supervised,
    UnsupervisedConfig unsupervised,
    @Inline StrongConfig strong,
    @Doc(UniMatchSettings.FEATURES) boolean features) {
  /** The meaning of {@code method.features}. */
  static final String FEATURES =
      "whether what an encoder hands to its decoder is also learned from with half of the channels dropped";

  /** The published recipe for ACDC. */
  public static UniMatchSettings defaults() {
    return new UniMatchSettings(
        SupervisedSettings.defaults(),
        UnsupervisedConfig.defaults().withWeight(1, 0),
        new StrongConfig(new HardLabelConfig(0.95), Targets.SELF, CutMixConfig.defaults()),
        true);
  }
}
