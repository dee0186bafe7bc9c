package dev.icl.app.share;

import dev.icl.core.io.AtomicFile;
import dev.icl.core.io.TextFile;
import dev.icl.core.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * This process in a folder of shared work: a file that it alone writes to, again and again while it
 * lives. The file's own time says when it did so last, by the clock of the folder's file system;
 * clocks of machines are never compared.
 */
final class ClaimOwner implements AutoCloseable {
  private static final String ENDING = ".owner";
  private static final int BEATS_PER_LEASE = 6;
  private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

  /**
   * The content of an owner's file.
   *
   * @param owner its name, that of the file without the ending
   * @param leaseMillis how long its claims hold after it last wrote
   */
  record Card(String owner, long leaseMillis) {}

  private final Path file;
  private final Card card;
  private final byte[] text;
  private final CountDownLatch left = new CountDownLatch(1);
  private final Thread beat;

  private ClaimOwner(Path file, Card card, byte[] text) {
    this.file = file;
    this.card = card;
    this.text = text;
    this.beat = new Thread(this::beat, "owner of claims");
    beat.setDaemon(true);
    beat.start();
  }

  /**
   * Enters a folder under a name that no other process has or had there.
   *
   * @param folder made where it is missing
   * @param lease how long claims hold after a sign of life
   * @throws dev.icl.core.error.UserException if the folder cannot be written
   */
  static ClaimOwner enter(Path folder, Duration lease) {
    String stem =
        "%s-%d".formatted(host().replaceAll("[^A-Za-z0-9-]+", "-"), ProcessHandle.current().pid());
    for (int number = 1; ; number++) {
      Card card = new Card(stem + "-" + number, lease.toMillis());
      byte[] text = (Json.line(card) + "\n").getBytes(StandardCharsets.UTF_8);
      Path file = file(folder, card.owner());
      try {
        Files.createDirectories(folder);
        Files.write(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new ClaimOwner(file, card, text);
      } catch (FileAlreadyExistsException e) {
        continue; // of an earlier process of this number, or of one in another container
      } catch (IOException e) {
        throw AtomicFile.unwritable(file, e);
      }
    }
  }

  private static String host() {
    try {
      return TextFile.read(HOST).strip();
    } catch (IOException e) {
      return System.getenv().getOrDefault("COMPUTERNAME", "host");
    }
  }

  /** The file of an owner. */
  static Path file(Path folder, String owner) {
    return folder.resolve(owner + ENDING);
  }

  String name() {
    return card.owner();
  }

  Path file() {
    return file;
  }

  long leaseMillis() {
    return card.leaseMillis();
  }

  /** The content of the file. */
  byte[] text() {
    return text.clone();
  }

  /** Gives a sign of life, and tells the time of the file system. */
  FileTime renew() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      // the same bytes, so that whoever reads meanwhile reads them whole
      channel.write(ByteBuffer.wrap(text), 0);
    }
    return Files.getLastModifiedTime(file);
  }

  private void beat() {
    try {
      while (!left.await(card.leaseMillis() / BEATS_PER_LEASE + 1, TimeUnit.MILLISECONDS)) {
        try {
          renew();
        } catch (IOException e) {
          continue; // the folder may be back the next time; if not, the lease ends
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Leaves: claims that are not settled end at once. The name stays taken. */
  @Override
  public void close() {
    left.countDown();
    try {
      beat.join();
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      return; // then the lease ends by itself
    }
  }
}
