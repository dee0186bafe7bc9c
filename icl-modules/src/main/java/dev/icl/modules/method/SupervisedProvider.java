package dev.icl.modules.method;

import dev.icl.core.settings.NoSettings;

/** The baseline as {@code method.name: supervised}. */
public final class SupervisedProvider implements MethodProvider<NoSettings> {
  @Override
  public String name() {
    return Supervised.NAME;
  }

  @Override
  public String description() {
    return "the baseline, from labelled images alone";
  }

  /**
   * Since the second, the loss is cross entropy plus Dice on as many images as other methods take.
   */
  @Override
  public int revision() {
    return 2;
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public Method create(NoSettings settings, MethodContext context) {
    return new Supervised(context.network());
  }
}
