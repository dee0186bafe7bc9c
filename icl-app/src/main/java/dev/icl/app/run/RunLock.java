package dev.icl.app.run;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.io.TextFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lock that keeps a second process out of a folder. The operating system holds it on a file in
 * the folder and releases it with the process, however that ends; the file itself means nothing.
 *
 * <p>On POSIX a process loses its lock on a file as soon as it closes any channel of that file. So
 * a file that this process has locked is not opened again, not even to be refused.
 */
public final class RunLock implements AutoCloseable {
  private static final String LOCK = ".lock";

  /** The files that this process has locked, or is about to, by their real paths. */
  private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Path file;
  private final FileChannel channel;

  private RunLock(Path folder, Path file, FileChannel channel) {
    this.folder = folder;
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks a folder for a training.
   *
   * @param folder made where it is missing
   * @param warnings told, in a sentence, if the file system knows no locks
   * @throws UserException if another training has it, or the folder cannot be written
   */
  static RunLock acquire(Path folder, Consumer<String> warnings) {
    return acquire(folder, "training", warnings);
  }

  /**
   * Locks a folder.
   *
   * @param folder made where it is missing
   * @param what writes to it, for the message
   * @param warnings told, in a sentence, if the file system knows no locks
   * @throws UserException if another process has it, or the folder cannot be written
   */
  public static RunLock acquire(Path folder, String what, Consumer<String> warnings) {
    return tryAcquire(folder, LOCK, what, warnings)
        .orElseThrow(
            () ->
                new UserException(
                    "--out: another %s%s writes to %s now; name another folder, or wait for its end."
                        .formatted(what, holder(folder), folder)));
  }

  /**
   * Locks a file in a folder; empty if another process, or another part of this one, has it.
   *
   * @param folder made where it is missing
   * @param name of the file
   * @param what writes to the folder, for the warning
   * @param warnings told, in a sentence, if the file system knows no locks
   * @throws UserException if the folder cannot be written
   */
  public static Optional<RunLock> tryAcquire(
      Path folder, String name, String what, Consumer<String> warnings) {
    try {
      Files.createDirectories(folder);
      Path file = real(folder, name);
      return HERE.add(file) ? tryAcquire(folder, file, what, warnings) : Optional.empty();
    } catch (IOException e) {
      throw AtomicFile.unwritable(folder.resolve(name), e);
    }
  }

  private static Optional<RunLock> tryAcquire(
      Path folder, Path file, String what, Consumer<String> warnings) throws IOException {
    @Nullable FileChannel channel = null;
    boolean done = false;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      done = lock(channel, folder, what, warnings);
      return done ? Optional.of(new RunLock(folder, file, channel)) : Optional.empty();
    } finally {
      if (!done) {
        release(file, channel);
      }
    }
  }

  /** The same for every name that a folder has. */
  private static Path real(Path folder, String name) throws IOException {
    return folder.toRealPath().resolve(name);
  }

  /**
   * Finds out early whether a folder is free, and leaves it as it is.
   *
   * @throws UserException if a training has it
   */
  static void requireFree(Path folder) {
    if (Files.exists(folder.resolve(LOCK))) {
      acquire(folder, warning -> {}).close();
    }
  }

  /**
   * Removes what a run that was killed left half-written in the folder.
   *
   * @throws UserException if that is not possible
   */
  public void sweep() {
    AtomicFile.sweep(folder);
  }

  /** Says whether it has the lock, or the file system knows none. */
  static boolean lock(FileChannel channel, Path folder, String what, Consumer<String> warnings) {
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        return false;
      }
      byte[] process =
          Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0).write(ByteBuffer.wrap(process), 0);
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      warnings.accept(
          "%s cannot be locked against a second %s (%s); make sure that there is none."
              .formatted(folder, what, e.getMessage()));
    }
    return true;
  }

  /** The process that has the lock, as far as its file tells. */
  private static String holder(Path folder) {
    try {
      Path file = real(folder, LOCK);
      if (HERE.contains(file)) {
        return " (process " + ProcessHandle.current().pid() + ")";
      }
      String process = TextFile.read(file);
      return process.matches("[0-9]{1,20}") ? " (process " + process + ")" : "";
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public synchronized void close() {
    // by the second time another may have the lock
    if (channel.isOpen()) {
      release(file, channel);
    }
  }

  /** Closing a channel releases its lock. */
  private static void release(Path file, @Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The lock ends with the process in any case.
      return;
    } finally {
      HERE.remove(file);
    }
  }
}
