package dev.icl.modules.method;

import dev.icl.core.settings.NoSettings;

/** The baseline as {@code method.name: supervised}. */
public final class SupervisedProvider extends MethodProviderBase<NoSettings> {
  /** Describes the method. */
  public SupervisedProvider() {
    super(
        Supervised.NAME,
        "the baseline, from labelled images alone",
        new NoSettings(),
        (settings, context) -> new Supervised(context.network()));
  }

  /**
   * Since the second, the loss is cross entropy plus Dice on as many images as other methods take.
   */
  @Override
  public int revision() {
    return 2;
  }
}
