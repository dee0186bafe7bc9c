package dev.icl.bench.run;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Keeps a second training out of a folder. The operating system holds the lock on the file {@code
 * .lock} and releases it with the process, however that ends; the file itself means nothing.
 */
final class RunLock implements AutoCloseable {
  private final Path folder;
  private final FileChannel channel;

  private RunLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Locks a folder.
   *
   * @param folder made where it is missing
   * @param warnings told, in a sentence, if the file system knows no locks
   * @throws UserException if another training has it, or the folder cannot be written
   */
  static RunLock acquire(Path folder, Consumer<String> warnings) {
    Path file = fileIn(folder);
    FileChannel channel;
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
    boolean done = false;
    try {
      lock(channel, folder, warnings);
      done = true;
      return new RunLock(folder, channel);
    } finally {
      if (!done) {
        close(channel);
      }
    }
  }

  /**
   * Finds out early whether a folder is free, and leaves it as it is.
   *
   * @throws UserException if a training has it
   */
  static void requireFree(Path folder) {
    if (Files.exists(fileIn(folder))) {
      acquire(folder, warning -> {}).close();
    }
  }

  /**
   * Removes what a run that was killed left half-written in the folder.
   *
   * @throws UserException if that is not possible
   */
  void sweep() {
    AtomicFile.sweep(folder);
  }

  private static Path fileIn(Path folder) {
    return folder.resolve(".lock");
  }

  static void lock(FileChannel channel, Path folder, Consumer<String> warnings) {
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw taken(folder, holder(channel));
      }
      byte[] process =
          Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0).write(ByteBuffer.wrap(process), 0);
    } catch (OverlappingFileLockException e) {
      throw taken(folder, holder(channel));
    } catch (IOException e) {
      warnings.accept(
          "%s cannot be locked against a second training (%s); make sure that there is none."
              .formatted(folder, e.getMessage()));
    }
  }

  private static UserException taken(Path folder, String holder) {
    return new UserException(
        "--out: another training%s writes to %s now; name another folder, or wait for its end."
            .formatted(holder, folder));
  }

  /** The process that has the lock, as far as its file tells. */
  private static String holder(FileChannel channel) {
    try {
      ByteBuffer text = ByteBuffer.allocate(20);
      int length = channel.read(text, 0);
      String process = new String(text.array(), 0, Math.max(0, length), StandardCharsets.US_ASCII);
      return process.matches("[0-9]+") ? " (process " + process + ")" : "";
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    close(channel);
  }

  /** Closing a channel releases its lock. */
  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock ends with the process in any case.
      return;
    }
  }
}
