package dev.icl.data.io;

import dev.icl.core.error.UserException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writing of files that appear whole or not at all. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Body {
    /** Writes everything to a stream, which the caller closes. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Makes a file at a path that does not exist. */
  @FunctionalInterface
  public interface Maker {
    /** Makes the file. */
    void make(Path path) throws IOException;
  }

  /**
   * Writes a file beside its place, forces it to the disk and renames it.
   *
   * @param file where; its folder is made where it is missing
   * @param overwrite whether a file that exists may be replaced
   * @throws UserException if the file exists and may not be replaced, or writing fails
   */
  public static void write(Path file, boolean overwrite, Body body) {
    make(
        file,
        overwrite,
        path -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
            body.writeTo(out);
          }
        });
  }

  /**
   * Lets a file be made beside its place, forces it to the disk and renames it.
   *
   * @param file where; its folder is made where it is missing
   * @param overwrite whether a file that exists may be replaced
   * @throws UserException if the file exists and may not be replaced, or writing fails
   */
  public static void make(Path file, boolean overwrite, Maker maker) {
    refuseExisting(file, overwrite);
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      Path folder = Files.createTempDirectory(target.getParent(), ".writing");
      Path temporary = folder.resolve(target.getFileName());
      try {
        maker.make(temporary);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
        publish(temporary, target, overwrite);
      } finally {
        Files.deleteIfExists(temporary);
        Files.deleteIfExists(folder);
      }
    } catch (FileAlreadyExistsException e) {
      throw exists(file, e);
    } catch (IOException e) {
      throw new UserException(
          "%s cannot be written: %s; check the folder's permissions and free space."
              .formatted(file, e),
          e);
    }
  }

  /**
   * @throws UserException if the file exists and may not be replaced
   */
  public static void refuseExisting(Path file, boolean overwrite) {
    if (!overwrite && Files.exists(file)) {
      throw exists(file, null);
    }
  }

  private static void publish(Path temporary, Path target, boolean overwrite) throws IOException {
    if (overwrite) {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    try {
      // A link, unlike a rename, fails if another process was first.
      Files.createLink(target, temporary);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // No links on this file system.
      Files.move(temporary, target);
    }
  }

  private static UserException exists(Path file, FileAlreadyExistsException e) {
    return new UserException(
        "%s exists already: choose another name, or allow overwriting.".formatted(file), e);
  }
}
