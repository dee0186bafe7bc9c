package dev.icl.core.checkpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The checksum of a safetensors file, kept in its own metadata: the SHA-256 of all its bytes,
 * header included, with zeros where the checksum itself stands.
 */
final class Seal {
  /** Its name in the metadata. */
  static final String KEY = "sha256";

  /** The placeholder while the checksum is computed. */
  static final String EMPTY = "0".repeat(64);

  private static final byte[] BEFORE = ("\"" + KEY + "\":\"").getBytes(StandardCharsets.US_ASCII);

  private Seal() {}

  /** As it is written: 64 hexadecimal digits. */
  static byte[] text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The position at which the checksum begins in a header; -1 if it has none. Texts of the metadata
   * cannot be taken for it, since JSON escapes the quotation marks in them.
   */
  static int find(byte[] json) {
    for (int i = 0; i + BEFORE.length + EMPTY.length() < json.length; i++) {
      if (Arrays.equals(json, i, i + BEFORE.length, BEFORE, 0, BEFORE.length)) {
        return i + BEFORE.length;
      }
    }
    return -1;
  }
}
