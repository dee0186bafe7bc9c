package dev.icl.modules.method;

/** The state of a pre-training that the self-training behind it begins with. */
public enum PretrainedStart {
  /** The one with the highest validation score, and the optimiser as it was then. */
  BEST,
  /** The network of that one, with a new optimiser. */
  BEST_NETWORK,
  /** The one after the last step. */
  LAST
}
