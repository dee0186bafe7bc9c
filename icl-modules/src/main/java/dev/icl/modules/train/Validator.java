package dev.icl.modules.train;

/** Scores the backbone as it is now on cases it is not trained on. */
@FunctionalInterface
public interface Validator {
  /** Segments every validation case and compares it with its labels. */
  Scores validate();
}
