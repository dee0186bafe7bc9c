package dev.icl.modules.method;

/** Entropy minimisation as {@code method.name: entropy-minimisation}. */
public final class EntropyProvider extends MethodProviderBase<UnsupervisedSettings> {
  /** Describes the method. */
  public EntropyProvider() {
    super(
        EntropyMinimisation.NAME,
        "entropy minimisation",
        UnsupervisedSettings.defaults(),
        (settings, context) ->
            new EntropyMinimisation(
                context.network(),
                settings.unsupervised().withoutTeacher(EntropyMinimisation.NAME),
                settings.dice(),
                context.iterations()),
        Papers.ENTROPY);
  }
}
