package dev.icl.core.checkpoint;

import dev.icl.core.checkpoint.TorchTensor.Storage;
import dev.icl.core.error.UserException;
import dev.icl.core.io.FileReason;
import dev.icl.core.tensor.HostTensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * The tensors in a file that {@code torch.save} wrote, {@code .pth} or {@code .pt}: an archive, or
 * the format before PyTorch 1.6. Nothing of it is executed ({@link PickleReader}); names are those
 * of {@link StateDict}.
 */
final class TorchFile implements TensorFile {
  private final Path path;
  private final TorchStorages storages;
  private final Map<String, TorchTensor> tensors;

  private TorchFile(Path path, TorchStorages storages, Map<String, TorchTensor> tensors) {
    this.path = path;
    this.storages = storages;
    this.tensors = tensors;
  }

  /** Whether a file begins as those of {@code torch.save}: as an archive or as a pickle. */
  static boolean isOne(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (var in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(9);
      return start.length >= 4
          && ((start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4)
              || ((start[0] & 0xff) == 0x80
                  && start[1] >= 2
                  && start[1] <= 5
                  && !isSafetensors(start)));
    } catch (IOException e) {
      // whoever opens it tells why
      return false;
    }
  }

  /** Whether a length of less than 4 GiB and the brace of a header follow, and no opcodes. */
  private static boolean isSafetensors(byte[] start) {
    return start.length == 9
        && start[4] == 0
        && start[5] == 0
        && start[6] == 0
        && start[7] == 0
        && start[8] == '{';
  }

  /**
   * Opens a file.
   *
   * @throws UserException if it cannot be read, is damaged, or holds other things than tensors
   */
  static TorchFile open(Path path) {
    try {
      TorchStorages storages =
          TorchArchive.isOne(path) ? TorchArchive.open(path) : LegacyTorch.open(path);
      try {
        Map<String, TorchTensor> tensors = StateDict.of(storages.root());
        for (TorchTensor tensor : tensors.values()) {
          storages.require(tensor.storage());
        }
        return new TorchFile(path, storages, tensors);
      } catch (PickleReader.Malformed | IOException e) {
        storages.close();
        throw e;
      }
    } catch (ZipException | EOFException e) {
      throw malformed(path, new PickleReader.Malformed("its archive is damaged"));
    } catch (PickleReader.Malformed e) {
      throw malformed(path, e);
    } catch (IOException e) {
      throw new UserException(
          path + " cannot be read (" + FileReason.of(e) + "); check its disk and permissions.", e);
    }
  }

  private static UserException malformed(Path path, PickleReader.Malformed e) {
    return new UserException(
        "%s is not a file of PyTorch's tensors: %s; save the state dict alone, with torch.save(model.state_dict(), …)."
            .formatted(path, e.getMessage()),
        e);
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  @Override
  public boolean contains(String name) {
    return tensors.containsKey(name);
  }

  @Override
  public TensorInfo info(String name) {
    TorchTensor tensor = tensor(name);
    return new TensorInfo(name, tensor.storage().type().dtype(), tensor.shape());
  }

  @Override
  public Object identity(String name) {
    return tensor(name);
  }

  @Override
  public HostTensor read(String name) {
    TorchTensor tensor = tensor(name);
    Storage storage = tensor.storage();
    long bytes = tensor.span() * storage.type().bytes();
    if (bytes > Integer.MAX_VALUE - 8 || !HostTensor.fits(storage.type().dtype(), tensor.shape())) {
      throw new UserException(
          "%s: tensor '%s' of shape %s takes 2 GiB or more, which is more than can be read; store it in smaller ones."
              .formatted(path, name, tensor.shape()));
    }
    try {
      ByteBuffer data = ByteBuffer.allocate((int) bytes);
      storages.read(storage, tensor.offset() * storage.type().bytes(), data);
      return tensor.values(data.flip());
    } catch (IOException e) {
      throw new UserException(
          "%s: tensor '%s' cannot be read (%s); use another copy of the file."
              .formatted(path, name, FileReason.of(e)),
          e);
    }
  }

  private TorchTensor tensor(String name) {
    TorchTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new UserException(
          "%s holds no tensor '%s' among its %d; name another file."
              .formatted(path, name, tensors.size()));
    }
    return tensor;
  }

  @Override
  public void close() {
    storages.close();
  }
}
