package dev.icl.modules.train;

/** The treatment of a batch whose losses or gradients are non-finite. */
public enum NonFinitePolicy {
  /** The training ends there. */
  STOP,
  /** The training leaves the batch out, up to a number of times. */
  SKIP
}
