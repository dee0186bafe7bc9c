package dev.icl.core.checkpoint;

/** The cause of a refusal of a file that is not as it was written. */
final class DamagedFile extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason for people who look for causes
   */
  DamagedFile(String reason) {
    super(reason);
  }
}
