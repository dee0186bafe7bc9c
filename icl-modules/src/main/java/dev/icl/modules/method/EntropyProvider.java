package dev.icl.modules.method;

/** Entropy minimisation as {@code method.name: entropy-minimisation}. */
public final class EntropyProvider implements MethodProvider<UnsupervisedSettings> {
  @Override
  public String name() {
    return EntropyMinimisation.NAME;
  }

  @Override
  public String description() {
    return "entropy minimisation";
  }

  @Override
  public UnsupervisedSettings defaults() {
    return UnsupervisedSettings.defaults();
  }

  @Override
  public Method create(UnsupervisedSettings settings, MethodContext context) {
    return new EntropyMinimisation(
        context.network(), settings.unsupervised(), context.iterations());
  }
}
