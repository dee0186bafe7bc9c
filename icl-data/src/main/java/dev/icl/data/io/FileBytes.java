package dev.icl.data.io;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileReason;
import dev.icl.core.io.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file's bytes, whole or their beginning. */
public final class FileBytes {
  private FileBytes() {}

  /**
   * All bytes of a file.
   *
   * @param limit most bytes it may have
   * @throws UserException if it is missing, no file, unreadable, or larger
   */
  public static byte[] all(Path file, long limit) {
    check(file);
    try (InputStream in = Files.newInputStream(file)) {
      long size = Files.size(file);
      if (size > limit) {
        throw new UserException(
            "%s takes %d bytes, but the limit for a file is %d: give Java a larger heap (-Xmx), or raise the limit."
                .formatted(file, size, limit));
      }
      return in.readNBytes((int) size);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * The first bytes of a file, fewer if it is shorter.
   *
   * @throws UserException if it is missing, no file, or unreadable
   */
  public static byte[] head(Path file, int count) {
    check(file);
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(count);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static void check(Path file) {
    FileTrouble.of(file)
        .ifPresent(
            trouble -> {
              throw new UserException(
                  "%s %s; name an existing image file.".formatted(file, trouble));
            });
  }

  private static UserException unreadable(Path file, IOException e) {
    return new UserException(
        "%s cannot be read (%s); check its permissions.".formatted(file, FileReason.of(e)), e);
  }
}
