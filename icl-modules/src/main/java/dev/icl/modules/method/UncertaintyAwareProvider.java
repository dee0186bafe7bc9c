package dev.icl.modules.method;

/** The uncertainty-aware mean teacher as {@code method.name: ua-mt}. */
public final class UncertaintyAwareProvider implements MethodProvider<UnsupervisedSettings> {
  @Override
  public String name() {
    return UncertaintyAwareMeanTeacher.NAME;
  }

  @Override
  public String description() {
    return "uncertainty-aware mean teacher";
  }

  @Override
  public UnsupervisedSettings defaults() {
    return UnsupervisedSettings.defaults();
  }

  @Override
  public Method create(UnsupervisedSettings settings, MethodContext context) {
    return new UncertaintyAwareMeanTeacher(
        context.network(), settings.unsupervised(), context.iterations());
  }
}
