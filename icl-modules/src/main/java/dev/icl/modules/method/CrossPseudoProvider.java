package dev.icl.modules.method;

/** Cross pseudo supervision as {@code method.name: cps}. */
public final class CrossPseudoProvider implements MethodProvider<UnsupervisedSettings> {
  @Override
  public String name() {
    return CrossPseudoSupervision.NAME;
  }

  @Override
  public String description() {
    return "cross pseudo supervision of two networks";
  }

  /** Since the second, both networks begin with the ordinary initial weights. */
  @Override
  public int revision() {
    return 2;
  }

  @Override
  public UnsupervisedSettings defaults() {
    return UnsupervisedSettings.defaults();
  }

  @Override
  public Method create(UnsupervisedSettings settings, MethodContext context) {
    return new CrossPseudoSupervision(
        context.network(), settings.unsupervised(), context.iterations());
  }
}
