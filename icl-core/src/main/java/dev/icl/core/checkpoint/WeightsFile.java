package dev.icl.core.checkpoint;

import dev.icl.core.error.UserException;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.tensor.HostTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The weights in a file: a checkpoint of this program, whose checksum is verified, or the state
 * dict of another one, in safetensors or as {@code torch.save} writes it. What the optimiser of a
 * checkpoint remembered is none of them.
 */
public final class WeightsFile implements AutoCloseable {
  private final TensorFile file;
  private final Optional<CheckpointInfo> info;

  private WeightsFile(TensorFile file, Optional<CheckpointInfo> info) {
    this.file = file;
    this.info = info;
  }

  /**
   * Opens a file; values are read later.
   *
   * @throws UserException if it cannot be read, is not well formed, or is a damaged checkpoint
   */
  public static WeightsFile open(Path path) {
    if (TorchFile.isOne(path)) {
      return new WeightsFile(TorchFile.open(path), Optional.empty());
    }
    SafetensorsFile file = SafetensorsFile.open(path);
    try {
      if (!CheckpointInfo.isCheckpoint(file.metadata())) {
        return new WeightsFile(file, Optional.empty());
      }
      CheckpointInfo info = CheckpointInfo.fromMetadata(path, file.metadata());
      if (CheckpointInfo.isSealed(file.metadata())) {
        file.requireSealed();
      }
      return new WeightsFile(file, Optional.of(info));
    } catch (UserException e) {
      file.close();
      throw e;
    }
  }

  /** The file's path. */
  public Path path() {
    return file.path();
  }

  /** The facts of its making; empty where another program made it. */
  public Optional<CheckpointInfo> info() {
    return info;
  }

  /** The names of the weights, in the file's order. */
  public List<String> names() {
    return file.names().stream().filter(this::isWeight).toList();
  }

  /** Whether there is a weight of that name. */
  public boolean contains(String name) {
    return file.contains(name) && isWeight(name);
  }

  private boolean isWeight(String name) {
    return info.isEmpty() || !Optimizer.isSlot(name);
  }

  /**
   * Type and shape of a weight.
   *
   * @throws UserException if there is none of that name
   */
  public TensorInfo info(String name) {
    return file.info(name);
  }

  /**
   * A value that is equal for names of one and the same weight, which a state dict may have under
   * several.
   *
   * @throws UserException if there is none of that name
   */
  public Object identity(String name) {
    return file.identity(name);
  }

  /**
   * A copy of a weight's values.
   *
   * @throws UserException if there is none of that name, a value is NaN or infinity, or reading
   *     fails
   */
  public HostTensor read(String name) {
    HostTensor value = file.read(name);
    int broken = FiniteValues.firstBroken(value);
    if (broken >= 0) {
      throw new UserException(
          "%s holds %s in '%s' of shape %s at place %d, so it is of no use to start from; name another file."
              .formatted(path(), value.get(broken), name, value.shape(), broken));
    }
    return value;
  }

  @Override
  public void close() {
    file.close();
  }
}
