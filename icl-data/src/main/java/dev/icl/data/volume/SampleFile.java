package dev.icl.data.volume;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileReason;
import dev.icl.data.sample.Sample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decoded samples that have no room in memory, in one file, of which images read the part that they
 * show. The file is made with the first sample and belongs to this run alone: it is deleted when
 * the program ends, where the system allows it as soon as it is open, so that a program that is
 * killed leaves nothing. Safe for use by several threads.
 */
public final class SampleFile {
  private static final int BLOCK = 1 << 20;

  private final Path folder;
  private final long capacity;
  private final Map<Integer, StoredSample> samples = new ConcurrentHashMap<>();
  private Optional<FileChannel> channel = Optional.empty();
  private long bytes;

  /**
   * @param folder where the file is made, and the folder where it is not there
   * @param capacity most bytes of samples to keep
   */
  public SampleFile(Path folder, long capacity) {
    this.folder = folder;
    this.capacity = capacity;
  }

  /**
   * A sample that was put here.
   *
   * @param index it was stored under
   */
  Optional<StoredSample> get(int index) {
    return Optional.ofNullable(samples.get(index));
  }

  /**
   * Keeps a sample.
   *
   * @param index to store it under
   * @return whether there was room
   * @throws UserException if the folder cannot be written
   */
  synchronized boolean put(int index, Sample sample) {
    if (bytes + sample.bytes() > capacity) {
      return false;
    }
    try {
      if (channel.isEmpty()) {
        channel = Optional.of(opened());
      }
      FileChannel to = channel.get();
      long position = bytes;
      write(to, position, sample.image());
      byte[] label = sample.label().orElse(new byte[0]);
      write(to, position + 4L * sample.image().length, ByteBuffer.wrap(label));
      samples.put(
          index,
          new StoredSample(this, to, position, sample, new PlaneCounts(label, sample.size(0))));
      bytes += sample.bytes();
      return true;
    } catch (IOException e) {
      throw trouble("written", e);
    }
  }

  UserException trouble(String verb, IOException e) {
    return new UserException(
        "The decoded scans in data.cache %s cannot be %s: %s; check its disk and permissions, or leave data.cache out."
            .formatted(folder, verb, FileReason.of(e)),
        e);
  }

  private FileChannel opened() throws IOException {
    Files.createDirectories(folder);
    Path file = Files.createTempFile(folder, "decoded", ".tmp");
    return FileChannel.open(
        file,
        Set.of(
            StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
  }

  private static void write(FileChannel to, long position, float[] values) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.nativeOrder());
    int most = BLOCK / Float.BYTES;
    for (int at = 0; at < values.length; at += most) {
      int count = Math.min(most, values.length - at);
      block.clear().asFloatBuffer().put(values, at, count);
      write(to, position + 4L * at, block.limit(Float.BYTES * count));
    }
  }

  private static void write(FileChannel to, long position, ByteBuffer values) throws IOException {
    long at = position;
    while (values.hasRemaining()) {
      at += to.write(values, at);
    }
  }
}
