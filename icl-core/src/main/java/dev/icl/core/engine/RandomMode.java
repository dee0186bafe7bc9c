package dev.icl.core.engine;

/** The source of the random numbers behind dropout and stochastic-depth masks. */
public enum RandomMode {
  /** The engine's native generator: fast. */
  ENGINE,
  /** The JVM's portable generator: every engine sees the same masks. */
  PORTABLE
}
