package dev.icl.core.io;

import dev.icl.core.error.UserException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Writing of files that appear whole or not at all: each is written in a hidden folder next to its
 * place, forced to the disk and renamed, and then its folder is forced to the disk too.
 */
public final class AtomicFile {
  private static final String TEMPORARY = ".writing";

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
   * Writes a file.
   *
   * @param file where; its folder is made where it is missing
   * @param overwrite whether a file that exists may be replaced
   * @param body writes the content to the stream it is given
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
   * Lets a file be made elsewhere and moves it to its place.
   *
   * @param file where; its folder is made where it is missing
   * @param overwrite whether a file that exists may be replaced
   * @param maker writes the content to the temporary path it is given
   * @throws UserException if the file exists and may not be replaced, or writing fails
   */
  public static void make(Path file, boolean overwrite, Maker maker) {
    refuseExisting(file, overwrite);
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      Path folder = Files.createTempDirectory(target.getParent(), TEMPORARY);
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
      forceFolder(target.getParent());
    } catch (FileAlreadyExistsException e) {
      throw exists(file, e);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Puts a complete file in another's place and keeps what was there. At every moment the place
   * holds the old file or the new one, where the file system knows links.
   *
   * @param next the new file, written by {@link #write} or {@link #make}; gone afterwards
   * @param file its place
   * @param previous the new place of the file that was there, in the same folder; replaced
   * @throws UserException if that fails
   */
  public static void rotate(Path next, Path file, Path previous) {
    try {
      if (Files.exists(file)) {
        keep(file, previous);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Removes what writers that were killed left behind. Only for a folder that no one writes to now.
   *
   * @throws UserException if something cannot be removed
   */
  public static void sweep(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, TEMPORARY + "*")) {
      for (Path leftover : leftovers) {
        if (Files.isDirectory(leftover)) {
          try (DirectoryStream<Path> files = Files.newDirectoryStream(leftover)) {
            for (Path file : files) {
              Files.delete(file);
            }
          }
        }
        Files.delete(leftover);
      }
    } catch (IOException e) {
      throw unwritable(folder, e);
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

  /** The refusal of a file that the system does not let us write, in words for the user. */
  public static UserException unwritable(Path file, IOException e) {
    return new UserException(
        "%s cannot be written: %s; check the folder's permissions and free space."
            .formatted(file, FileReason.of(e)),
        e);
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

  private static void keep(Path file, Path previous) throws IOException {
    Path folder = Files.createTempDirectory(file.toAbsolutePath().getParent(), TEMPORARY);
    Path link = folder.resolve(previous.getFileName());
    try {
      // A second name for the file, so that its place is never empty.
      Files.createLink(link, file);
      Files.move(
          link, previous, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // No links on this file system: for a moment only the previous file is there.
      Files.move(
          file, previous, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(link);
      Files.deleteIfExists(folder);
    }
  }

  /** Makes a rename last through a power cut, where the system can force folders. */
  private static void forceFolder(@Nullable Path folder) {
    if (folder == null) {
      return; // the root of a file system is in no folder
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders; the file itself was forced already.
      return;
    }
  }

  private static UserException exists(Path file, @Nullable FileAlreadyExistsException e) {
    return new UserException(
        "%s exists already: choose another name, or allow overwriting.".formatted(file), e);
  }
}
