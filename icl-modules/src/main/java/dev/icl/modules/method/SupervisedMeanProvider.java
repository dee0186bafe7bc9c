package dev.icl.modules.method;

/** The baseline with the mean of its losses, {@code method.name: supervised-mean}. */
public final class SupervisedMeanProvider extends MethodProviderBase<SupervisedSettings> {
  /** Describes the method. */
  public SupervisedMeanProvider() {
    super(
        Supervised.MEAN,
        "the baseline with the mean of cross entropy and Dice",
        SupervisedSettings.defaults(),
        (settings, context) ->
            new Supervised(context.network(), Supervised.Loss.MEAN, settings.dice()));
  }
}
