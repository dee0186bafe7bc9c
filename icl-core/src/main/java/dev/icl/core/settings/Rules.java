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

  /**
   * Whether one of these keys has no value to compare with: it could not be read, so that its
   * default stands in its place, or it is out of its range. Either was told already; no rule needs
   * to ask for the key that it names itself.
   */
  boolean unread(String... keys);
}
