package dev.icl.data.preprocess;

import dev.icl.core.error.UserException;
import dev.icl.core.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/**
 * The SHA-256 of files, each read once: what is made from one scan has several places in a {@link
 * ScanCache}, and all are named after the files as they were first seen. For one thread.
 */
public final class FileHashes {
  private final Map<Path, byte[]> known = new HashMap<>();

  /**
   * The hash of a file's bytes.
   *
   * @throws UserException if it cannot be read
   */
  byte[] of(Path file) {
    return known.computeIfAbsent(file, FileHashes::read).clone();
  }

  private static byte[] read(Path file) {
    MessageDigest content = Sha256.digest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        content.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new UserException(
          "%s cannot be read; check that it is there and its permissions.".formatted(file), e);
    }
    return content.digest();
  }
}
