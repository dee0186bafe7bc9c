package dev.icl.modules.method;

/** The kind of targets that a mean teacher gives its student. */
public enum TargetKind {
  /** Its probabilities, of the same view with noise. */
  SOFT,

  /** The labels that it is sure of, for a strong view. */
  HARD
}
