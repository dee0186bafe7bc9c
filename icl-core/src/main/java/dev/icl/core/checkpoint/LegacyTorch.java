package dev.icl.core.checkpoint;

import dev.icl.core.checkpoint.TorchTensor.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The format before PyTorch 1.6: five pickles one after another (a magic number, the version of the
 * format, the machine, what was saved, and the keys of its storages), then for each key the number
 * of elements and their bytes.
 */
final class LegacyTorch implements TorchStorages {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final BigInteger VERSION = BigInteger.valueOf(1001);

  /** The most bytes read for the pickles, which are at the beginning: their end is not written. */
  private static final int MOST_PICKLES = 1 << 26;

  private final FileChannel channel;
  private final Object root;
  private final Set<String> keys;
  private final long start;
  private final Map<String, Storage> storages;
  private final Map<String, Long> places = new HashMap<>();

  private LegacyTorch(
      FileChannel channel,
      Object root,
      Set<String> keys,
      Map<String, Storage> storages,
      long start) {
    this.channel = channel;
    this.root = root;
    this.keys = keys;
    this.storages = storages;
    this.start = start;
  }

  /**
   * Opens a file and reads its pickles.
   *
   * @throws PickleReader.Malformed if it is damaged, or holds other things than tensors
   * @throws IOException if it cannot be read
   */
  static LegacyTorch open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    boolean opened = false;
    try {
      ByteBuffer in = ByteBuffer.allocate((int) Math.min(channel.size(), MOST_PICKLES));
      while (in.hasRemaining() && channel.read(in, in.position()) >= 0) {
        continue;
      }
      PickleReader pickles = new PickleReader(in.flip());
      if (!pickles.read().equals(MAGIC) || !pickles.read().equals(VERSION)) {
        throw new PickleReader.Malformed("it has not the beginning of one");
      }
      if (pickles.read() instanceof Map<?, ?> machine
          && machine.get("little_endian") instanceof Boolean little
          && !little) {
        throw new PickleReader.Malformed("its numbers are big-endian");
      }
      Object root = pickles.read();
      if (!(pickles.read() instanceof List<?> keys)) {
        throw new PickleReader.Malformed("it has no list of storages");
      }
      LegacyTorch file =
          new LegacyTorch(channel, root, texts(keys), pickles.storages(), in.position());
      opened = true;
      return file;
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  /** Of other values the hash codes may never end. */
  private static Set<String> texts(List<?> values) {
    Set<String> texts = new LinkedHashSet<>();
    for (Object value : values) {
      if (!(value instanceof String text)) {
        throw new PickleReader.Malformed("it has no list of storages");
      }
      texts.add(text);
    }
    return texts;
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public void require(Storage storage) throws IOException {
    if (storage.numel() > channel.size() / storage.type().bytes()) {
      throw new PickleReader.Malformed("its storage '%s' is cut off".formatted(storage.key()));
    }
    if (!keys.contains(storage.key())) {
      throw new PickleReader.Malformed(
          "its storage '%s' is not among the listed".formatted(storage.key()));
    }
  }

  @Override
  public void read(Storage storage, long from, ByteBuffer target) throws IOException {
    if (places.isEmpty()) {
      place();
    }
    Long place = places.get(storage.key());
    if (place == null) {
      throw new EOFException("its storages are not those it lists");
    }
    long at = place + from;
    while (target.hasRemaining()) {
      int n = channel.read(target, at);
      if (n < 0) {
        throw new EOFException("the file ends at byte " + at);
      }
      at += n;
    }
  }

  /** Storages follow one another, so that the places of all are known only from the first on. */
  private void place() throws IOException {
    long at = start;
    ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (String key : keys) {
      Storage storage = storages.get(key);
      if (storage == null || channel.read(count.clear(), at) < Long.BYTES) {
        // one that nothing names says nothing of its type, and so nothing of its size
        return;
      }
      if (count.getLong(0) != storage.numel()) {
        throw new IOException("a storage has another size than its tensors say");
      }
      places.put(storage.key(), at + Long.BYTES);
      at += Long.BYTES + Math.multiplyExact(storage.numel(), storage.type().bytes());
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written, so nothing can be lost.
      return;
    }
  }
}
