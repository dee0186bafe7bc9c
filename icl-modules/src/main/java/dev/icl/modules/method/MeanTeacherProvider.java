package dev.icl.modules.method;

/** The mean teacher as {@code method.name: mean-teacher}. */
public final class MeanTeacherProvider implements MethodProvider<UnsupervisedSettings> {
  @Override
  public String name() {
    return MeanTeacher.NAME;
  }

  @Override
  public String description() {
    return "mean teacher";
  }

  @Override
  public UnsupervisedSettings defaults() {
    return UnsupervisedSettings.defaults();
  }

  @Override
  public Method create(UnsupervisedSettings settings, MethodContext context) {
    return new MeanTeacher(
        context.network(), settings.unsupervised(), context.iterations());
  }
}
