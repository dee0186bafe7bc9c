package dev.icl.core.engine;

/** The role of a variable. */
public enum VariableKind {
  /** Trained by the optimiser. */
  PARAMETER,
  /** State a layer keeps, such as running statistics; never has a gradient. */
  BUFFER,
  /** State the optimiser keeps for a parameter, such as its momentum. */
  SLOT
}
