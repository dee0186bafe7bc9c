package dev.icl.modules.train;

/** The treatment of starting weights whose shape is another than their variable's. */
public enum FromMismatch {
  /** The training does not begin. */
  REFUSE,
  /** The variable keeps its fresh value. */
  SKIP
}
