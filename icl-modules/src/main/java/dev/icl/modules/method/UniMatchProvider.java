package dev.icl.modules.method;

/** UniMatch as {@code method.name: unimatch}. */
public final class UniMatchProvider extends MethodProviderBase<UniMatchSettings> {
  /** Describes the method. */
  public UniMatchProvider() {
    super(
        UniMatch.NAME,
        "UniMatch: labels that the network is sure of teach strong views and disturbed features",
        UniMatchSettings.defaults(),
        (settings, context) -> new UniMatch(context.network(), settings, context.iterations()),
        Papers.UNIMATCH);
  }
}
