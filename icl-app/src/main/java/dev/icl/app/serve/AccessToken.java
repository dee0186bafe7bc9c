package dev.icl.app.serve;

import dev.icl.app.secret.Secret;
import java.security.MessageDigest;

/** The secret that requests must show. Its text is not kept, only its SHA-256. */
public final class AccessToken {
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
   * @throws dev.icl.core.error.UserException if it is too short, or has characters that a header
   *     cannot carry
   */
  public static AccessToken of(String source, String text) {
    return new AccessToken(Secret.of(source, text).sha256());
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
    return MessageDigest.isEqual(hash, Secret.sha256(shown)) && scheme;
  }
}
