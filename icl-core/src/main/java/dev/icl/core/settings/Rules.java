package dev.icl.core.settings;

/** Receives the rules that settings break. Keys are those of the section, in snake_case. */
public interface Rules {
  /**
   * Notes a rule that is broken.
   *
   * @param holds whether it is kept
   * @param key whose value must change
   * @param rule what goes on after "must", as {@code have one value for each scale}
   * @param value what it is instead
   */
  void must(boolean holds, String key, String rule, Object value);

  /** Whether one of these keys could not be read, so that its default stands in its place. */
  boolean unread(String... keys);
}
