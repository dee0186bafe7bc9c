package dev.icl.core.error;

/**
 * A mistake of the user: a wrong key, a missing file, a shape that does not fit.
 *
 * <p>The message is one complete sentence for a person's eyes that says what is wrong, where (file,
 * key, shape), and how to fix it. The command line prints it without a stack trace and exits with
 * code 2.
 */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one sentence: what is wrong, where, and how to fix it
   */
  public UserException(String message) {
    super(message);
  }

  /**
   * @param message one sentence: what is wrong, where, and how to fix it
   * @param cause the exception of the library; shown with {@code --verbose} only
   */
  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
