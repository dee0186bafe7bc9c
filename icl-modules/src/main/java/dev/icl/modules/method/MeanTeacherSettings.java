package dev.icl.modules.method;

import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Inline;

/**
 * The settings of the mean teacher.
 *
 * @param common losses of labelled images; weight, ramp-up and teacher
 * @param targets what the teacher gives to learn
 * @param labels the hard labels that count
 */
public record MeanTeacherSettings(
    @Inline UnsupervisedSettings common,
    @Doc(
            value =
                "what unlabelled images teach: with `mean-teacher` the teacher's probabilities (`soft`) or its labels, on a strong view (`hard`); with `unimatch`, `fixmatch` and `icl+unimatch`, where the default is `self`, the labels of the network itself or of a moving average of it (`teacher`)",
            range = "`soft`, `hard`; or `self`, `teacher`")
        TargetKind targets,
    @Inline HardLabelConfig labels) {
  /** The published recipe for ACDC. */
  public static MeanTeacherSettings defaults() {
    return new MeanTeacherSettings(
        UnsupervisedSettings.defaults(), TargetKind.SOFT, new HardLabelConfig(0.95));
  }
}
