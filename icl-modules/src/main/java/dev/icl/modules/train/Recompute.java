package dev.icl.modules.train;

/** The values of a forward pass that are computed a second time for the gradient. */
public enum Recompute {
  /** None: all are kept. */
  NONE,
  /** Those within the blocks that a network marks. */
  BLOCKS
}
