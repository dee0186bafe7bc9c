package dev.icl.core.checkpoint;

import dev.icl.core.checkpoint.TorchTensor.Storage;
import dev.icl.core.text.Counts;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The format since PyTorch 1.6: a ZIP archive without compression, of a pickle {@code
 * NAME/data.pkl} and the storages {@code NAME/data/KEY}.
 */
final class TorchArchive implements TorchStorages {
  private static final String PICKLE = "/data.pkl";
  private static final int MOST_PICKLE = 1 << 26;

  private final ZipFile zip;
  private final Map<String, ZipEntry> entries;
  private final String folder;
  private final Object root;

  private TorchArchive(ZipFile zip) throws IOException {
    this.zip = zip;
    this.entries = entries(zip);
    String pickle =
        entries.keySet().stream()
            .filter(name -> name.endsWith(PICKLE) && name.indexOf('/') == name.lastIndexOf('/'))
            .findFirst()
            .orElseThrow(() -> new PickleReader.Malformed("its archive has no data.pkl"));
    this.folder = pickle.substring(0, pickle.length() - PICKLE.length()) + "/";
    if (entries.containsKey(folder + "constants.pkl")) {
      throw new PickleReader.Malformed("it is a TorchScript program");
    }
    requireLittleEndian();
    ZipEntry entry = stored(pickle);
    if (entry.getSize() > MOST_PICKLE) {
      throw new PickleReader.Malformed("its pickle takes %d bytes".formatted(entry.getSize()));
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) entry.getSize());
    read(entry, 0, bytes);
    this.root = new PickleReader(bytes.flip()).read();
  }

  static boolean isOne(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.read() == 'P';
    }
  }

  /**
   * Opens an archive and reads its pickle.
   *
   * @throws PickleReader.Malformed if it is damaged, or holds other things than tensors
   * @throws IOException if it cannot be read
   */
  static TorchArchive open(Path path) throws IOException {
    ZipFile zip = zip(path);
    boolean opened = false;
    try {
      TorchArchive archive = new TorchArchive(zip);
      opened = true;
      return archive;
    } finally {
      if (!opened) {
        zip.close();
      }
    }
  }

  private static ZipFile zip(Path path) throws IOException {
    try {
      return new ZipFile(path.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException | IllegalArgumentException e) {
      throw new PickleReader.Malformed("its archive is damaged");
    }
  }

  private static Map<String, ZipEntry> entries(ZipFile zip) {
    try {
      return zip.stream()
          .collect(
              Collectors.toMap(
                  ZipEntry::getName, entry -> entry, (first, again) -> first, LinkedHashMap::new));
    } catch (IllegalArgumentException e) {
      // a name is no text
      throw new PickleReader.Malformed("its archive is damaged");
    }
  }

  private void requireLittleEndian() throws IOException {
    if (entries.containsKey(folder + "byteorder")) {
      ZipEntry entry = stored(folder + "byteorder");
      ByteBuffer text = ByteBuffer.allocate((int) Math.min(entry.getSize(), 16));
      read(entry, 0, text);
      if (!List.of("little", "").contains(new String(text.array(), StandardCharsets.UTF_8))) {
        throw new PickleReader.Malformed("its numbers are big-endian");
      }
    }
  }

  /** An entry whose size is that of its bytes in the file. */
  private ZipEntry stored(String name) throws IOException {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw new PickleReader.Malformed("its archive has no '%s'".formatted(name));
    }
    if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
      throw new PickleReader.Malformed("'%s' of its archive is compressed".formatted(name));
    }
    if (entry.getSize() > Files.size(Path.of(zip.getName()))) {
      throw new PickleReader.Malformed("'%s' of its archive is cut off".formatted(name));
    }
    return entry;
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public void require(Storage storage) throws IOException {
    ZipEntry entry = stored(folder + "data/" + storage.key());
    if (entry.getSize() % storage.type().bytes() != 0
        || entry.getSize() / storage.type().bytes() != storage.numel()) {
      throw new PickleReader.Malformed(
          "'%s' of its archive has %s, which are not those of %s"
              .formatted(
                  entry.getName(),
                  Counts.of(entry.getSize(), "byte"),
                  Counts.of(storage.numel(), "element")));
    }
  }

  @Override
  public void read(Storage storage, long from, ByteBuffer target) throws IOException {
    read(stored(folder + "data/" + storage.key()), from, target);
  }

  private void read(ZipEntry entry, long from, ByteBuffer target) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      in.skipNBytes(from);
      int wanted = target.remaining();
      int read = in.readNBytes(target.array(), target.arrayOffset() + target.position(), wanted);
      if (read < wanted) {
        throw new EOFException("it ends in the middle of a tensor");
      }
      target.position(target.position() + wanted);
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      // Nothing was written, so nothing can be lost.
      return;
    }
  }
}
