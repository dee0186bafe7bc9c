package dev.icl.modules.method;

import dev.icl.modules.network.SegmentationNetwork;

/** The mean teacher as {@code method.name: mean-teacher}. */
public final class MeanTeacherProvider extends MethodProviderBase<MeanTeacherSettings> {
  /** Describes the method. */
  public MeanTeacherProvider() {
    super(
        MeanTeacher.NAME,
        "mean teacher",
        MeanTeacherSettings.defaults(),
        (settings, context) -> of(settings, context.network(), context.iterations()),
        Papers.MEAN_TEACHER);
  }

  /** The method for either kind of targets. */
  static Method of(MeanTeacherSettings settings, SegmentationNetwork network, int iterations) {
    return settings.targets() == Targets.HARD
        ? new StrongMeanTeacher(network, settings, iterations)
        : new MeanTeacher(
            network, settings.common().unsupervised(), settings.common().dice(), iterations);
  }
}
