package dev.icl.core.config;

/** What a training does with a batch whose losses or gradients are no finite numbers. */
public enum NonFinitePolicy {
  /** It ends there. */
  STOP,
  /** It leaves the batch out, up to a number of times. */
  SKIP
}
