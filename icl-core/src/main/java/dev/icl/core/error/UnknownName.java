package dev.icl.core.error;

import java.util.Collection;

/** Refuses a name that nothing goes by. */
public final class UnknownName {
  private UnknownName() {}

  /**
   * As {@code method.name: there is no method 'icll'; available: icl, supervised; did you mean
   * 'icl'?}
   *
   * @param key the key that holds the name, as {@code method.name}
   * @param kind the kind of thing it should name, as {@code method}
   * @param asked the name that the user wrote
   * @param known every valid name; not empty
   */
  public static UserException of(String key, String kind, String asked, Collection<String> known) {
    String question = NearestName.question(asked, known);
    return new UserException(
        "%s: there is no %s '%s'; available: %s%s"
            .formatted(
                key,
                kind,
                asked,
                String.join(", ", known),
                question.isEmpty() ? "; use one of them." : question));
  }

  /**
   * The same of a name that a plugin may have brought, as {@code network.name: there is no network
   * 'tiny'; available: unet2d; use one of them, or name the jar of the plugin that has it with
   * --class-path.}
   *
   * @param key the key that holds the name
   * @param kind the kind of thing it should name
   * @param asked the name that the user wrote
   * @param known every valid name; not empty
   */
  public static UserException ofPlugin(
      String key, String kind, String asked, Collection<String> known) {
    return new UserException(
        "%s: there is no %s '%s'; available: %s; %s"
            .formatted(key, kind, asked, String.join(", ", known), plugin(asked, known)));
  }

  private static String plugin(String asked, Collection<String> known) {
    String near = NearestName.find(asked, known).orElse("");
    return near.isEmpty()
        ? "use one of them, or name the jar of the plugin that has it with --class-path."
        : "did you mean '%s', or is the jar of a plugin missing from --class-path?".formatted(near);
  }
}
