package dev.icl.core.engine;

/** Who draws dropout and stochastic-depth masks. */
public enum RandomMode {
  /** The engine's native generator: fast. */
  ENGINE,
  /** The JVM's portable generator: every engine sees the same masks. */
  PORTABLE
}
