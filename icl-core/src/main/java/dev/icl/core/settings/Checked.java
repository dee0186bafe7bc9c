package dev.icl.core.settings;

/** Settings with rules beyond the range of each. */
public interface Checked {
  /**
   * Tells which rules the settings break. Each value is within its own range, or is {@linkplain
   * Rules#unread told already}.
   */
  void check(Rules rules);
}
