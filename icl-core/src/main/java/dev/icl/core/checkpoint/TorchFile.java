package dev.icl.core.checkpoint;

import dev.icl.core.checkpoint.TorchTensor.Storage;
import dev.icl.core.error.UserException;
import dev.icl.core.io.FileReason;
import dev.icl.core.tensor.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors in a file that {@code torch.save} wrote, {@code .pth} or {@code .pt}: an archive, or
 * the format before PyTorch 1.6. Nothing of it is executed ({@link PickleReader}).
 *
 * <p>Tensors of nested dictionaries have the keys on the way to them for a name, joined by dots.
 * The dictionary that programs put a state dict into, such as {@code state_dict} or {@code model},
 * is left out of the names.
 */
final class TorchFile implements TensorFile {
  /** Keys of the state dict beside an optimiser's state and the like. */
  private static final List<String> WRAPPERS =
      List.of("state_dict", "model_state_dict", "model", "network_weights", "net");

  private static final int DEEPEST = 8;
  private static final int MOST_VALUES = 1 << 20;

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
      byte[] start = in.readNBytes(4);
      return start.length == 4
          && ((start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4)
              || ((start[0] & 0xff) == 0x80 && start[1] >= 2 && start[1] <= 5));
    } catch (IOException e) {
      // whoever opens it tells why
      return false;
    }
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
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        new Names(tensors).addAll(storages.root());
        for (TorchTensor tensor : tensors.values()) {
          storages.require(tensor.storage());
        }
        return new TorchFile(path, storages, tensors);
      } catch (PickleReader.Malformed | IOException e) {
        storages.close();
        throw e;
      }
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

  /** Names for the tensors of nested dictionaries. */
  private static final class Names {
    private final Map<String, TorchTensor> tensors;
    private int seen;

    Names(Map<String, TorchTensor> tensors) {
      this.tensors = tensors;
    }

    void addAll(Object root) {
      if (!(root instanceof Map<?, ?> map)) {
        throw new PickleReader.Malformed("it holds no dictionary");
      }
      boolean wrapped = map.values().stream().noneMatch(TorchTensor.class::isInstance);
      String wrapper =
          WRAPPERS.stream()
              .filter(key -> wrapped && map.get(key) instanceof Map<?, ?>)
              .findFirst()
              .orElse("");
      if (map.get(wrapper) instanceof Map<?, ?> inner) {
        add(inner, "", 1);
      }
      map.forEach(
          (key, value) -> {
            if (!key.equals(wrapper)) {
              add(value, String.valueOf(key), 1);
            }
          });
    }

    private void add(Object value, String name, int depth) {
      if (++seen > MOST_VALUES || depth > DEEPEST) {
        throw new PickleReader.Malformed("its dictionaries are too deep or too many");
      }
      if (value instanceof TorchTensor tensor) {
        if (name.chars().anyMatch(Character::isISOControl)) {
          throw new PickleReader.Malformed("the name '%s' is none of a tensor".formatted(name));
        }
        tensors.putIfAbsent(name, tensor);
      } else if (value instanceof Map<?, ?> map) {
        map.forEach(
            (key, inner) -> add(inner, name.isEmpty() ? "" + key : name + "." + key, depth + 1));
      }
    }
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
