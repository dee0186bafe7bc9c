package dev.icl.modules.method;

import dev.icl.modules.network.SegmentationNetwork;

/** ICL with a mean teacher as {@code method.name: icl+mean-teacher}. */
public final class IclMeanTeacherProvider extends MethodProviderBase<IclMeanTeacherSettings> {
  /** Describes the method. */
  public IclMeanTeacherProvider() {
    super(
        IclMeanTeacher.NAME,
        "ICL with a mean teacher",
        IclMeanTeacherSettings.defaults(),
        (settings, context) ->
            new IclMeanTeacher(
                IclMaker.of(IclMeanTeacher.NAME, settings.icl(), context).makeUnlabeled(),
                settings.unsupervised(),
                context.iterations()),
        Papers.ICL,
        Papers.MEAN_TEACHER);
  }

  @Override
  public IclMeanTeacherSettings filled(
      IclMeanTeacherSettings settings, SegmentationNetwork network) {
    return new IclMeanTeacherSettings(settings.icl().filledFor(network), settings.unsupervised());
  }
}
