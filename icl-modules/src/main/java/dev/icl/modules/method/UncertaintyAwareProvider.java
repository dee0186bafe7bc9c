package dev.icl.modules.method;

/** The uncertainty-aware mean teacher as {@code method.name: ua-mt}. */
public final class UncertaintyAwareProvider extends MethodProviderBase<UnsupervisedSettings> {
  /** Describes the method. */
  public UncertaintyAwareProvider() {
    super(
        UncertaintyAwareMeanTeacher.NAME,
        "uncertainty-aware mean teacher",
        UnsupervisedSettings.defaults(),
        (settings, context) ->
            new UncertaintyAwareMeanTeacher(
                context.network(), settings.unsupervised(), settings.dice(), context.iterations()),
        Papers.UNCERTAINTY_AWARE);
  }
}
