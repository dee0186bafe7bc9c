package dev.icl.modules.method;

/** The baseline as {@code method.name: supervised}. */
public final class SupervisedProvider extends MethodProviderBase<SupervisedSettings> {
  /** Describes the method. */
  public SupervisedProvider() {
    super(
        Supervised.NAME,
        "the baseline, from labelled images alone",
        SupervisedSettings.defaults(),
        (settings, context) ->
            new Supervised(context.network(), Supervised.Loss.SUM, settings.dice()));
  }

  /**
   * Since the second, the loss is cross entropy plus Dice on as many images as other methods take.
   */
  @Override
  public int revision() {
    return 2;
  }
}
