package dev.icl.engine.natives;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that native files are unpacked into, once for all processes of a user.
 *
 * <p>Files are written into a folder of a temporary name, which is renamed when all of them are
 * complete and on the disk: a folder with the final name is whole, whatever process was killed
 * while writing. A file lock lets one process write while the others wait for it; who finds the
 * final folder neither locks nor writes.
 */
public final class NativeCache {
  private static final Logger LOG = LoggerFactory.getLogger(NativeCache.class);
  private static final long LOCK_POLL_MILLIS = 50;

  /** More than this takes long enough to say why, in bytes. */
  private static final long LARGE = 1_000_000_000;

  /** Writes one file. */
  @FunctionalInterface
  interface Writer {
    void write(InputStream content, Path file) throws IOException;
  }

  private final String engine;
  private final Path root;
  private final Writer writer;

  /**
   * @param engine the name of the engine that asks, for sentences
   * @param root the folder in which each library has one of its own
   */
  public NativeCache(String engine, Path root) {
    this(engine, root, NativeCache::writeThrough);
  }

  NativeCache(String engine, Path root, Writer writer) {
    this.engine = engine;
    this.root = root;
    this.writer = writer;
  }

  /**
   * The folder that holds exactly this library, unpacked now if it was not there.
   *
   * @throws UserException if there is no room, or the folder cannot be written
   */
  public Path folder(NativeFiles library) {
    Path folder = root.resolve(library.name());
    try {
      if (!isComplete(folder, library)) {
        unpackAlone(library, folder);
      }
      return folder;
    } catch (IOException | UncheckedIOException e) {
      throw refusal(library, e);
    }
  }

  private void unpackAlone(NativeFiles library, Path folder) throws IOException {
    Files.createDirectories(root);
    Path lockFile = root.resolve(library.name() + ".lock");
    try (FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock(channel);
      if (!isComplete(folder, library)) {
        // the process that left these was killed: with the lock held, nobody else is writing
        String part = library.name() + ".part-";
        deleteAll(part);
        Path temporary = root.resolve(part + UUID.randomUUID());
        if (library.size() > LARGE) {
          LOG.warn("unpacks {} MB into {}, once", library.size() / 1_000_000, folder);
        }
        try {
          unpack(library, temporary);
          replace(folder, temporary, part);
        } finally {
          deleteAll(part);
        }
      }
    }
  }

  private void unpack(NativeFiles library, Path temporary) throws IOException {
    Files.createDirectory(temporary);
    library.forEach(
        (entry, content) -> {
          CheckedInputStream checked = new CheckedInputStream(content, new CRC32());
          Path file = temporary.resolve(entry.name());
          writer.write(checked, file);
          if (Files.size(file) != entry.size() || checked.getChecksum().getValue() != entry.crc()) {
            throw new IOException(entry.source() + " is damaged");
          }
        });
  }

  /** A folder of that name that is not complete was tampered with, and makes way. */
  private void replace(Path folder, Path temporary, String part) throws IOException {
    if (Files.exists(folder)) {
      Files.move(folder, root.resolve(part + UUID.randomUUID()), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean isComplete(Path folder, NativeFiles library) throws IOException {
    for (NativeFiles.Entry entry : library.files()) {
      Path file = folder.resolve(entry.name());
      if (!Files.isRegularFile(file) || Files.size(file) != entry.size()) {
        return false;
      }
    }
    return true;
  }

  /** Waits for other processes, and for other threads of this one. Closing the channel unlocks. */
  private static void lock(FileChannel channel) throws IOException {
    while (true) {
      try {
        channel.lock();
        return;
      } catch (OverlappingFileLockException heldByThisProcess) {
        try {
          Thread.sleep(LOCK_POLL_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted while another thread unpacks", e);
        }
      }
    }
  }

  private void deleteAll(String prefix) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> children = Files.list(root)) {
      children.filter(p -> p.getFileName().toString().startsWith(prefix)).forEach(found::add);
    }
    for (Path folder : found) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  /** Forces the content to the disk, so that a name never outlives what it stands for. */
  private static void writeThrough(InputStream content, Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = Channels.newOutputStream(channel);
      content.transferTo(out);
      channel.force(true);
    }
  }

  private UserException refusal(NativeFiles library, Exception cause) {
    long megabyte = 1_000_000;
    long needed = (library.size() + megabyte - 1) / megabyte;
    if (isFull(library, cause)) {
      return new UserException(
          ("engine: %s unpacks its native library of %d MB into %s, where there is no room"
                  + " for it; free some, or name another folder with ICL_CACHE_DIR.")
              .formatted(engine, needed, root),
          cause);
    }
    return new UserException(
        ("engine: %s cannot unpack its native library into %s (%s); make that folder"
                + " writable, or name another with ICL_CACHE_DIR.")
            .formatted(engine, root, reason(cause)),
        cause);
  }

  /** The system's own words for a full disk differ with the language it speaks. */
  private boolean isFull(NativeFiles library, Exception cause) {
    if (String.valueOf(cause.getMessage()).contains("No space left")) {
      return true;
    }
    try {
      return !(cause instanceof FileSystemException)
          && Files.getFileStore(root).getUsableSpace() < library.size();
    } catch (IOException e) {
      return false;
    }
  }

  private static String reason(Exception cause) {
    if (cause instanceof IOException e) {
      return FileReason.of(e);
    }
    return cause.getMessage() == null ? "no reason is known" : cause.getMessage();
  }
}
