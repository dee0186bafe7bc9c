package dev.icl.modules.method;

/** Interpolation consistency as {@code method.name: ict}. */
public final class InterpolationProvider implements MethodProvider<UnsupervisedSettings> {
  @Override
  public String name() {
    return InterpolationConsistency.NAME;
  }

  @Override
  public String description() {
    return "interpolation consistency";
  }

  @Override
  public UnsupervisedSettings defaults() {
    return UnsupervisedSettings.defaults();
  }

  @Override
  public Method create(UnsupervisedSettings settings, MethodContext context) {
    BatchRules.requireEven(name(), context.batch());
    return new InterpolationConsistency(
        context.network(), settings.unsupervised(), context.iterations());
  }
}
