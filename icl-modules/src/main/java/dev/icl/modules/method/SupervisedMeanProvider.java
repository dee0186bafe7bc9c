package dev.icl.modules.method;

import dev.icl.core.settings.NoSettings;

/** The baseline with the mean of its losses, {@code method.name: supervised-mean}. */
public final class SupervisedMeanProvider extends MethodProviderBase<NoSettings> {
  /** Describes the method. */
  public SupervisedMeanProvider() {
    super(
        Supervised.MEAN,
        "the baseline with the mean of cross entropy and Dice",
        new NoSettings(),
        (settings, context) -> new Supervised(context.network(), Supervised.Loss.MEAN));
  }
}
