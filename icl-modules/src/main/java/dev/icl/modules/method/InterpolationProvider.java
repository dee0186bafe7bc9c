package dev.icl.modules.method;

/** Interpolation consistency as {@code method.name: ict}. */
public final class InterpolationProvider extends MethodProviderBase<UnsupervisedSettings> {
  /** Describes the method. */
  public InterpolationProvider() {
    super(
        InterpolationConsistency.NAME,
        "interpolation consistency",
        UnsupervisedSettings.defaults(),
        (settings, context) -> {
          BatchRules.requireEven(InterpolationConsistency.NAME, context.batch());
          return new InterpolationConsistency(
              context.network(), settings.unsupervised(), settings.dice(), context.iterations());
        },
        Papers.INTERPOLATION);
  }
}
