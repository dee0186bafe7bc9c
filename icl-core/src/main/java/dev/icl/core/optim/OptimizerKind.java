package dev.icl.core.optim;

/** The optimisers that a configuration can name. */
public enum OptimizerKind {
  /** {@link Sgd}, the authors' optimiser. */
  SGD,
  /** {@link AdamW}. */
  ADAMW
}
