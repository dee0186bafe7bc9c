package dev.icl.core.checkpoint;

import dev.icl.core.checkpoint.TorchTensor.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The container of a file of PyTorch's: its value, and the numbers of its tensors. */
interface TorchStorages extends AutoCloseable {
  /** The value that was saved, as {@link PickleReader} gives it. */
  Object root();

  /**
   * Checks that a storage is there and has as many bytes as it is said to have.
   *
   * @throws PickleReader.Malformed if not
   * @throws IOException if reading fails
   */
  void require(Storage storage) throws IOException;

  /**
   * Reads from a storage.
   *
   * @param storage that is there
   * @param from the first byte of it
   * @param target filled from its position to its limit
   * @throws IOException if reading fails
   */
  void read(Storage storage, long from, ByteBuffer target) throws IOException;

  @Override
  void close();
}
