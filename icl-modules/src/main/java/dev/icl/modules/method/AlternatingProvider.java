package dev.icl.modules.method;

/** AD-MT as {@code method.name: ad-mt}. */
public final class AlternatingProvider extends MethodProviderBase<AlternatingSettings> {
  /** Describes the method. */
  public AlternatingProvider() {
    super(
        AlternatingTeachers.NAME,
        "AD-MT: two teachers that take turns",
        AlternatingSettings.defaults(),
        (settings, context) ->
            new AlternatingTeachers(context.network(), settings, context.iterations()),
        Papers.ALTERNATING);
  }
}
