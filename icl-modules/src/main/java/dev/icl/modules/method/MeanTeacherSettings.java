package dev.icl.modules.method;

import dev.icl.core.settings.Checked;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Inline;
import dev.icl.core.settings.Rules;

/**
 * The settings of the mean teacher.
 *
 * @param common losses of labelled images; weight, ramp-up and teacher
 * @param targets the kind of labels that the teacher gives
 * @param labels the hard labels that count
 */
public record MeanTeacherSettings(
    @Inline UnsupervisedSettings common,
    @Doc(Targets.DOC) Targets targets,
    @Inline HardLabelConfig labels)
    implements Checked {
  /** The published recipe for ACDC. */
  public static MeanTeacherSettings defaults() {
    return new MeanTeacherSettings(
        UnsupervisedSettings.defaults(), Targets.SOFT, new HardLabelConfig(0.95));
  }

  @Override
  public void check(Rules rules) {
    rules.must(
        targets == Targets.SOFT || targets == Targets.HARD,
        "targets",
        "be soft or hard with mean-teacher",
        targets.word());
  }
}
