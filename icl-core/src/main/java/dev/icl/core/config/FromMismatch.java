package dev.icl.core.config;

/** What a training does with a tensor of its starting weights that has another shape. */
public enum FromMismatch {
  /** It does not begin. */
  REFUSE,
  /** It leaves the variable its fresh value. */
  SKIP
}
