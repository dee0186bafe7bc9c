package dev.icl.core.error;

import java.util.Collection;

/** Refuses a name that nothing goes by. */
public final class UnknownName {
  private UnknownName() {}

  /**
   * As {@code method.name: there is no method 'icll', known are icl, supervised; did you mean
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
        "%s: there is no %s '%s', known are %s%s"
            .formatted(
                key,
                kind,
                asked,
                String.join(", ", known),
                question.isEmpty() ? "; use one of them." : question));
  }
}
