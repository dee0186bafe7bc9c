package dev.icl.core.checkpoint;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileReason;
import dev.icl.core.io.Sha256;
import dev.icl.core.tensor.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file open for reading: names, shapes and metadata are known at once, values are
 * read tensor by tensor.
 *
 * <p>Nothing in the file is trusted: every size is checked against the size of the file before
 * memory is taken for it.
 *
 * @see <a href="https://huggingface.co/docs/safetensors">The format</a>
 */
public final class SafetensorsFile implements TensorFile {
  private static final long MAX_HEADER = 100_000_000;
  private static final int PREFIX = 8;

  private final Path path;
  private final FileChannel channel;
  private final SafetensorsHeader header;
  private final long dataStart;

  private SafetensorsFile(
      Path path, FileChannel channel, SafetensorsHeader header, long dataStart) {
    this.path = path;
    this.channel = channel;
    this.header = header;
    this.dataStart = dataStart;
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws UserException if there is no such file, or it is not well formed, or it holds a type
   *     that {@link dev.icl.core.tensor.DType} lacks
   */
  public static SafetensorsFile open(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new UserException(
          Files.exists(path)
              ? path + " is not a file; name a .safetensors file."
              : path + " does not exist; name an existing .safetensors file.");
    }
    @Nullable FileChannel unfinished = null;
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      unfinished = channel;
      long size = channel.size();
      if (size < PREFIX) {
        throw malformed(path, "it has only " + size + " bytes");
      }
      long length = readFully(channel, 0, ByteBuffer.allocate(PREFIX)).getLong(0);
      if (length < 2 || length > MAX_HEADER || length > size - PREFIX) {
        throw malformed(
            path,
            "its header is said to take %s bytes, of %d in the file"
                .formatted(Long.toUnsignedString(length), size));
      }
      ByteBuffer json = readFully(channel, PREFIX, ByteBuffer.allocate((int) length));
      long dataStart = PREFIX + length;
      SafetensorsHeader header = SafetensorsHeader.decode(json.array(), size - dataStart);
      unfinished = null;
      return new SafetensorsFile(path, channel, header, dataStart);
    } catch (SafetensorsHeader.Malformed e) {
      throw malformed(path, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UserException(
          path + " cannot be read (" + FileReason.of(e) + "); check its disk and permissions.", e);
    } finally {
      closeQuietly(unfinished);
    }
  }

  /** The path of the file. */
  @Override
  public Path path() {
    return path;
  }

  /** The free text it carries, unmodifiable; empty where there is none. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(header.metadata());
  }

  /** The names of its tensors, in the header's order. */
  @Override
  public List<String> names() {
    return List.copyOf(header.entries().keySet());
  }

  /** Whether there is a tensor of that name. */
  @Override
  public boolean contains(String name) {
    return header.entries().containsKey(name);
  }

  /**
   * Type and shape of a tensor.
   *
   * @throws UserException if there is no such tensor
   */
  @Override
  public TensorInfo info(String name) {
    return entry(name).info();
  }

  /**
   * A copy of a tensor's values.
   *
   * @throws UserException if there is no such tensor, it takes 2 GiB or more, or reading fails
   */
  @Override
  public HostTensor read(String name) {
    SafetensorsHeader.Entry entry = entry(name);
    TensorInfo info = entry.info();
    if (!HostTensor.fits(info.dtype(), info.shape())) {
      throw new UserException(
          "%s: tensor '%s' of shape %s takes %d bytes, but 2 GiB is the most that can be read; store it in smaller ones."
              .formatted(path, name, info.shape(), info.bytes()));
    }
    HostTensor tensor = HostTensor.zeros(info.dtype(), info.shape());
    try {
      readFully(channel, dataStart + entry.begin(), tensor.bytes());
    } catch (IOException e) {
      throw new UserException(
          "%s: tensor '%s' cannot be read (%s); use another copy of the file."
              .formatted(path, name, FileReason.of(e)),
          e);
    }
    return tensor;
  }

  /**
   * Reads the whole file and holds it against the checksum in its metadata.
   *
   * @throws UserException if it differs, or the metadata has none, or reading fails
   */
  void requireSealed() {
    try {
      ByteBuffer start = readFully(channel, 0, ByteBuffer.allocate((int) dataStart));
      int place = Seal.find(Arrays.copyOfRange(start.array(), PREFIX, (int) dataStart));
      if (place < 0) {
        throw damaged();
      }
      start.position(PREFIX + place);
      byte[] found = new byte[Seal.EMPTY.length()];
      start.get(found).position(PREFIX + place);
      start.put(Seal.EMPTY.getBytes(StandardCharsets.US_ASCII));
      MessageDigest digest = Sha256.digest();
      digest.update(start.array());
      digestData(digest);
      if (!Arrays.equals(found, Seal.text(digest))) {
        throw damaged();
      }
    } catch (IOException e) {
      throw new UserException(
          path + " cannot be read (" + FileReason.of(e) + "); check its disk and permissions.", e);
    }
  }

  private void digestData(MessageDigest digest) throws IOException {
    ByteBuffer part = ByteBuffer.allocate(1 << 16);
    long at = dataStart;
    for (int n = channel.read(part, at); n >= 0; n = channel.read(part, at)) {
      digest.update(part.flip());
      part.clear();
      at += n;
    }
  }

  private UserException damaged() {
    return new UserException(
        path
            + " is damaged: its content does not have the checksum in its metadata ("
            + Seal.KEY
            + "); use another copy of it.",
        new DamagedFile("another checksum"));
  }

  /** Closes the file; what was read stays. */
  @Override
  public void close() {
    closeQuietly(channel);
  }

  private SafetensorsHeader.Entry entry(String name) {
    SafetensorsHeader.Entry entry = header.entries().get(name);
    if (entry == null) {
      throw new UserException(
          "%s holds no tensor '%s' among its %d; name another file."
              .formatted(path, name, header.entries().size()));
    }
    return entry;
  }

  private static UserException malformed(Path path, String reason) {
    return new UserException(
        path + " is not a well-formed safetensors file: " + reason + "; use another copy of it.",
        new DamagedFile(reason));
  }

  private static ByteBuffer readFully(FileChannel channel, long position, ByteBuffer target)
      throws IOException {
    target.order(ByteOrder.LITTLE_ENDIAN);
    long at = position;
    while (target.hasRemaining()) {
      int n = channel.read(target, at);
      if (n < 0) {
        throw new IOException("the file ends at byte " + at);
      }
      at += n;
    }
    return target;
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing was written, so nothing can be lost.
        return;
      }
    }
  }
}
