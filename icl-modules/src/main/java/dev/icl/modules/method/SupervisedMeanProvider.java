package dev.icl.modules.method;

import dev.icl.core.settings.NoSettings;

/** The baseline with the mean of its losses, {@code method.name: supervised-mean}. */
public final class SupervisedMeanProvider implements MethodProvider<NoSettings> {
  @Override
  public String name() {
    return Supervised.MEAN;
  }

  @Override
  public String description() {
    return "the baseline with the mean of cross entropy and Dice";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public Method create(NoSettings settings, MethodContext context) {
    return new Supervised(context.network(), Supervised.Loss.MEAN);
  }
}
