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
   * The whole text, without the byte order mark that some programs write first.
   *
   * @throws UserException if it takes more than {@link #MOST_BYTES}, or is UTF-16
   * @throws CharacterCodingException if it is not UTF-8
   * @throws IOException if it cannot be read
   */
  public static String read(Path file) throws IOException {
    byte[] bytes = bytes(file);
    if (isUtf16(bytes)) {
      throw new UserException(
          "%s is text in UTF-16, as some editors of Windows call Unicode: save it in UTF-8."
              .formatted(file));
    }
    int mark = startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes, mark, bytes.length - mark))
        .toString();
  }

  /** By its byte order mark, or since the first letters are of two bytes one of which is 0. */
  private static boolean isUtf16(byte[] bytes) {
    return startsWith(bytes, 0xff, 0xfe)
        || startsWith(bytes, 0xfe, 0xff)
        || bytes.length >= 4
            && (bytes[0] == 0) != (bytes[1] == 0)
            && (bytes[0] == 0) == (bytes[2] == 0)
            && (bytes[1] == 0) == (bytes[3] == 0);
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
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
