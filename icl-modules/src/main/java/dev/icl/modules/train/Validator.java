package dev.icl.modules.train;

/** A function that scores the current backbone on cases it is not trained on. */
@FunctionalInterface
public interface Validator {
  /** Segments every validation case and compares it with its labels. */
  Scores validate();
}
