package dev.icl.data.model;

import dev.icl.core.io.Sha256;
import java.nio.charset.StandardCharsets;

/** SHA-256 of a text, for {@link DataProvenance}. */
public final class Fingerprint {
  private Fingerprint() {}

  /** SHA-256 of the UTF-8 bytes, as 64 hexadecimal digits. */
  public static String of(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }
}
