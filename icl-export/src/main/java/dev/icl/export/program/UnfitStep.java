package dev.icl.export.program;

/** An operation that keeps a program from being written down. */
final class UnfitStep extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param op the name of the operation
   * @param reason what it does, as {@code changes a variable}
   */
  UnfitStep(String op, String reason) {
    super("its operation '" + op + "' " + reason);
  }

  /** An operation that depends on the sizes of inputs in another way than by sizes. */
  static UnfitStep ofSizes(String op) {
    return new UnfitStep(op, "depends on how many images there are");
  }
}
