package dev.icl.modules.method;

import dev.icl.core.settings.Inline;

/**
 * The settings of ICL with a mean teacher.
 *
 * @param icl those of ICL
 * @param unsupervised weight, ramp-up and teacher of what is added
 */
public record IclMeanTeacherSettings(@Inline IclSettings icl, UnsupervisedConfig unsupervised) {
  /** The defaults of both. */
  public static IclMeanTeacherSettings defaults() {
    return new IclMeanTeacherSettings(IclSettings.defaults(), UnsupervisedConfig.defaults());
  }
}
