package dev.icl.core.error;

import org.jspecify.annotations.Nullable;

/**
 * A mistake of the user: a wrong key, a missing file, a shape that does not fit.
 *
 * <p>The message is one complete sentence for a person's eyes that says what is wrong, where (file,
 * key, shape), and how to fix it. The command line prints it without a stack trace and exits with
 * code 2.
 */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  /**
   * @param message one sentence: what is wrong, where, and how to fix it
   */
  public UserException(String message) {
    super(message);
    sentence = message;
  }

  /**
   * @param message one sentence: what is wrong, where, and how to fix it
   * @param cause the exception of the library; shown with {@code --verbose} only
   */
  public UserException(String message, @Nullable Throwable cause) {
    super(message, cause);
    sentence = message;
  }

  /** The sentence. */
  @Override
  public String getMessage() {
    return sentence;
  }
}
