package dev.icl.modules.method;

/** Cross pseudo supervision as {@code method.name: cps}. */
public final class CrossPseudoProvider extends MethodProviderBase<UnsupervisedSettings> {
  /** Describes the method. */
  public CrossPseudoProvider() {
    super(
        CrossPseudoSupervision.NAME,
        "cross pseudo supervision of two networks",
        UnsupervisedSettings.defaults(),
        (settings, context) ->
            new CrossPseudoSupervision(
                context.network(),
                settings.unsupervised().withoutTeacher(CrossPseudoSupervision.NAME),
                settings.dice(),
                context.iterations()),
        Papers.CROSS_PSEUDO);
  }

  /** Since the second, both networks begin with the ordinary initial weights. */
  @Override
  public int revision() {
    return 2;
  }
}
