package dev.icl.modules.method;

/** The mean teacher as {@code method.name: mean-teacher}. */
public final class MeanTeacherProvider extends MethodProviderBase<UnsupervisedSettings> {
  /** Describes the method. */
  public MeanTeacherProvider() {
    super(
        MeanTeacher.NAME,
        "mean teacher",
        UnsupervisedSettings.defaults(),
        (settings, context) ->
            new MeanTeacher(
                context.network(), settings.unsupervised(), settings.dice(), context.iterations()));
  }
}
