package dev.icl.modules.method;

/** FixMatch as {@code method.name: fixmatch}. */
public final class FixMatchProvider extends MethodProviderBase<FixMatchSettings> {
  /** Describes the method. */
  public FixMatchProvider() {
    super(
        UniMatch.FIXMATCH,
        "FixMatch: labels that the network is sure of teach a strong view",
        FixMatchSettings.defaults(),
        (settings, context) -> UniMatch.fixMatch(context.network(), settings, context.iterations()),
        Papers.FIXMATCH);
  }
}
