package dev.icl.modules.method;

/** ICL with a mean teacher as {@code method.name: icl+mean-teacher}. */
public final class IclMeanTeacherProvider implements MethodProvider<IclMeanTeacherSettings> {
  @Override
  public String name() {
    return IclMeanTeacher.NAME;
  }

  @Override
  public String description() {
    return "ICL with a mean teacher";
  }

  @Override
  public IclMeanTeacherSettings defaults() {
    return IclMeanTeacherSettings.defaults();
  }

  @Override
  public Method create(IclMeanTeacherSettings settings, MethodContext context) {
    return new IclMeanTeacher(
        new IclMaker(name(), settings.icl(), context.network(), context.batch().patch())
            .makeUnlabeled(),
        settings.unsupervised(),
        context.iterations());
  }
}
