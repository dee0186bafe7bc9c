package dev.icl.core.io;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads text in UTF-8 that fits into memory, whatever the file claims to be. */
public final class TextFile {
  /** More than the largest list, log or configuration of a real study, in bytes. */
  public static final int MOST_BYTES = 128 << 20;

  private TextFile() {}

  /**
   * The whole text.
   *
   * @throws UserException if it takes more than {@link #MOST_BYTES}
   * @throws CharacterCodingException if it is not UTF-8
   * @throws IOException if it cannot be read
   */
  public static String read(Path file) throws IOException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
  }

  /**
   * Its bytes, for texts in an older encoding.
   *
   * @throws UserException if there are more than {@link #MOST_BYTES}
   * @throws IOException if it cannot be read
   */
  public static byte[] bytes(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new UserException(
          "%s takes more than %d MiB, which no text that is read here does; name another file."
              .formatted(file, MOST_BYTES >> 20));
    }
    return bytes;
  }

  /**
   * Its lines, without their ends.
   *
   * @throws UserException as above
   * @throws IOException as above
   */
  public static List<String> lines(Path file) throws IOException {
    return read(file).lines().toList();
  }
}
