package dev.icl.app.group;

import dev.icl.app.secret.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that the processes of a group share. It is never sent: each side proves that it knows
 * it by a code over numbers that the other has just drawn.
 */
public final class GroupToken {
  /** The bytes of a proof, and of the numbers that it is over. */
  static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  private GroupToken(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * A token.
   *
   * @param source the option or file that it is from, for a message
   * @param text its characters, without spaces around them
   * @throws dev.icl.core.error.UserException if it is too short, or has characters other than
   *     visible ASCII
   */
  public static GroupToken of(String source, String text) {
    return new GroupToken(Secret.of(source, text).sha256());
  }

  /** A text for a new token, of 64 characters that nobody can guess. */
  public static String random() {
    return HexFormat.of().formatHex(nonce());
  }

  /** A number that is used once. */
  static byte[] nonce() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** The proof that its maker knows the token, over what was said. */
  byte[] proof(byte[]... said) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (byte[] part : said) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** Whether a proof is right; takes as long whatever it holds. */
  boolean isProof(byte[] proof, byte[]... said) {
    return MessageDigest.isEqual(proof, proof(said));
  }
}
