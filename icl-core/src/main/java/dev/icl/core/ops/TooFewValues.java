package dev.icl.core.ops;

/** The refusal of an operation whose images are too small or too few, and of the right kind. */
public final class TooFewValues extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * Names an operation and what it lacks.
   *
   * @param op its name
   * @param text what it wants and got
   */
  TooFewValues(String op, String text) {
    super(op + ": " + text);
  }
}
