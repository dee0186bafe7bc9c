package dev.icl.core.settings;

/** Settings with rules beyond the range of each. */
public interface Checked {
  /** Tells which rules the settings break; each value is within its own range or was told. */
  void check(Rules rules);
}
