package dev.icl.app.secret;

import dev.icl.core.error.UserException;
import dev.icl.core.io.Sha256;
import java.nio.charset.StandardCharsets;

/** A secret that somebody has given. Its text is not kept, only its SHA-256. */
public final class Secret {
  /** A shorter one could be found by trying. */
  private static final int LEAST = 16;

  private static final int MOST = 1024;

  private final byte[] hash;

  private Secret(byte[] hash) {
    this.hash = hash;
  }

  /**
   * A secret.
   *
   * @param source the option, file or variable that it is from, for a message
   * @param text its characters, without spaces around them
   * @throws UserException if it is too short, or has characters other than visible ASCII
   */
  public static Secret of(String source, String text) {
    boolean plain = text.chars().allMatch(c -> c > ' ' && c < 127);
    if (text.length() < LEAST || text.length() > MOST || !plain) {
      throw new UserException(
          "%s: a token has %d to %d visible ASCII characters without spaces; make one, for example with openssl rand -hex 32."
              .formatted(source, LEAST, MOST));
    }
    return new Secret(sha256(text));
  }

  /** The 32 bytes of its SHA-256, a copy. */
  public byte[] sha256() {
    return hash.clone();
  }

  /** The SHA-256 of any text, for a comparison with that of a secret. */
  public static byte[] sha256(String text) {
    return Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
  }
}
