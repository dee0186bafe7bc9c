package dev.icl.core.checkpoint;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.io.Sha256;
import dev.icl.core.tensor.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Whole safetensors files: writing them, and reading small ones at once. */
public final class Safetensors {
  private Safetensors() {}

  /**
   * Every tensor of a file, in the header's order.
   *
   * @throws UserException if the file cannot be read or is malformed
   */
  public static Map<String, HostTensor> readAll(Path path) {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Map<String, HostTensor> tensors = new LinkedHashMap<>();
      file.names().forEach(name -> tensors.put(name, file.read(name)));
      return tensors;
    }
  }

  /**
   * Writes tensors; see {@link #write(Path, Map, List, Function)}.
   *
   * @param path the file, replaced if it exists
   * @param metadata texts by name, kept in the header
   * @param tensors the values by name, in the order in which they are written
   * @throws UserException if the file cannot be written
   */
  public static void write(
      Path path, Map<String, String> metadata, Map<String, HostTensor> tensors) {
    List<TensorInfo> infos = new ArrayList<>();
    tensors.forEach((name, t) -> infos.add(new TensorInfo(name, t.dtype(), t.shape())));
    write(path, metadata, infos, tensors::get);
  }

  /**
   * Writes tensors one at a time, so that only one needs to be in memory. The file appears whole or
   * not at all: it is written next to its place, forced to the disk and then renamed.
   *
   * @param path the file, replaced if it exists; its folder is made where it is missing
   * @param metadata free text; an empty checksum ({@link Seal}) among it is filled in
   * @param tensors the tensors to write, in the order of the header
   * @param values gives a tensor's values by name; each is asked for once
   * @throws UserException if the file cannot be written
   * @throws IllegalArgumentException if a name is used twice or a value is not as announced
   */
  public static void write(
      Path path,
      Map<String, String> metadata,
      List<TensorInfo> tensors,
      Function<String, HostTensor> values) {
    SafetensorsHeader header = SafetensorsHeader.layOut(metadata, tensors);
    AtomicFile.make(path, true, file -> writeFile(file, header, values));
  }

  private static void writeFile(
      Path file, SafetensorsHeader header, Function<String, HostTensor> values) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] json = header.encode();
      MessageDigest digest = Sha256.digest();
      ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      writeFully(channel, prefix.putLong(0, json.length), digest);
      writeFully(channel, ByteBuffer.wrap(json), digest);
      for (SafetensorsHeader.Entry entry : header.inFileOrder()) {
        TensorInfo info = entry.info();
        HostTensor value = values.apply(info.name());
        if (value.dtype() != info.dtype() || !value.shape().equals(info.shape())) {
          throw new IllegalArgumentException(
              "tensor " + info.name() + " was announced as " + info + " but is " + value);
        }
        writeFully(channel, value.bytes(), digest);
      }
      if (Seal.EMPTY.equals(header.metadata().get(Seal.KEY))) {
        channel.position(Long.BYTES + Seal.find(json));
        writeFully(channel, ByteBuffer.wrap(Seal.text(digest)), digest);
      }
      channel.force(true);
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes, MessageDigest digest)
      throws IOException {
    digest.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
