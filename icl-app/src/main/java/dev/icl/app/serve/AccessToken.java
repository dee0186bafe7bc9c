package dev.icl.app.serve;

import dev.icl.core.error.UserException;
import dev.icl.core.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The secret that requests must show. Its text is not kept, only its SHA-256. */
public final class AccessToken {
  /** A shorter one could be found by trying. */
  private static final int LEAST = 16;

  private static final int MOST = 1024;
  private static final String SCHEME = "Bearer ";

  private final byte[] hash;

  private AccessToken(byte[] hash) {
    this.hash = hash;
  }

  /**
   * A token.
   *
   * @param source the option, file or variable that it is from, for a message
   * @param text its characters, without spaces around them
   * @throws UserException if it is too short, or has characters that a header cannot carry
   */
  public static AccessToken of(String source, String text) {
    boolean plain = text.chars().allMatch(c -> c > ' ' && c < 127);
    if (text.length() < LEAST || text.length() > MOST || !plain) {
      throw new UserException(
          "%s: a token has %d to %d visible ASCII characters without spaces; make one, for example with openssl rand -hex 32."
              .formatted(source, LEAST, MOST));
    }
    return new AccessToken(hash(text));
  }

  /**
   * Whether the header {@code Authorization} of a request shows this token; takes as long whatever
   * the header holds.
   *
   * @param header as {@code Bearer TOKEN}
   */
  boolean isShownBy(String header) {
    boolean scheme = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    String shown = scheme ? header.substring(SCHEME.length()).strip() : "";
    return MessageDigest.isEqual(hash, hash(shown)) && scheme;
  }

  private static byte[] hash(String text) {
    return Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
  }
}
