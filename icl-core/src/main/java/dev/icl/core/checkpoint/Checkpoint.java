package dev.icl.core.checkpoint;

import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.tensor.DirectMemory;
import dev.icl.core.tensor.HostTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The state of a training in one safetensors file: variables under their state-dict names in
 * PyTorch's layouts, optimiser slots as {@code optimizer.momentum_buffer.<parameter>}, the rest in
 * {@link CheckpointInfo}.
 *
 * <p>Values pass one tensor at a time, so saving or loading takes no more memory than the largest.
 */
public final class Checkpoint implements AutoCloseable {
  private final SafetensorsFile file;
  private final CheckpointInfo info;

  private Checkpoint(SafetensorsFile file, CheckpointInfo info) {
    this.file = file;
    this.info = info;
  }

  /**
   * Writes the values of some variables; the file appears whole or not at all, and what was there
   * before stays if it does not.
   *
   * @param path the file, replaced if it exists
   * @param variables the variables that hold the values
   * @param which the variables to write, in this order
   * @param info the description to write with the values
   * @throws UserException if the file cannot be written, or a value is NaN or infinity
   */
  public static void save(
      Path path, Variables variables, Collection<VariableSpec> which, CheckpointInfo info) {
    List<TensorInfo> tensors = new ArrayList<>();
    which.forEach(s -> tensors.add(new TensorInfo(s.name(), s.dtype(), s.shape())));
    DirectMemory memory = new DirectMemory();
    Safetensors.write(
        path,
        info.toMetadata(),
        tensors,
        name -> {
          HostTensor value = variables.read(name);
          int broken = FiniteValues.firstBroken(value);
          if (broken >= 0) {
            throw new UserException(
                "%s is not written: '%s' of shape %s holds %s at place %d, so the training has diverged; lower train.learning_rate or set train.clip_norm, and go on from the checkpoint before with --resume --allow-changes."
                    .formatted(path, name, value.shape(), value.get(broken), broken));
          }
          memory.dropped(value);
          return value;
        });
  }

  /**
   * Opens a checkpoint and verifies its checksum; values are read later.
   *
   * @throws UserException if the file cannot be read, is damaged, or is no checkpoint
   */
  public static Checkpoint open(Path path) {
    if (TorchFile.isOne(path)) {
      throw new UserException(
          "%s is a file of PyTorch's, which does not tell the network and how scans are read; start a training from it with train.from, and name that training's checkpoint."
              .formatted(path));
    }
    SafetensorsFile file = SafetensorsFile.open(path);
    try {
      CheckpointInfo info = CheckpointInfo.fromMetadata(path, file.metadata());
      if (CheckpointInfo.isSealed(file.metadata())) {
        file.requireSealed();
      }
      return new Checkpoint(file, info);
    } catch (UserException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Whether {@link #open} refused a file since it is not as it was written. Others may be sound:
   * one that cannot be read now, one of another format, or of another program.
   */
  public static boolean isDamage(UserException refusal) {
    return refusal.getCause() instanceof DamagedFile;
  }

  /** The file it was opened from. */
  public Path path() {
    return file.path();
  }

  /** The description that it holds in addition to its tensors. */
  public CheckpointInfo info() {
    return info;
  }

  /**
   * Makes variables with the values stored here; others in the file are left.
   *
   * @param specs the variables to create
   * @param variables the variables of the engine
   * @throws UserException if one is missing here, has another shape or type, or holds NaN or
   *     infinity
   */
  public void createIn(Variables variables, Collection<VariableSpec> specs) {
    specs.forEach(this::check);
    DirectMemory memory = new DirectMemory();
    for (VariableSpec spec : specs) {
      create(variables, spec, memory);
    }
  }

  /**
   * Gives variables that are there the values stored here; others are left.
   *
   * @param variables the variables of the engine
   * @param specs the variables to read
   * @throws UserException as above; those before the one that holds NaN or infinity have their new
   *     values by then
   */
  public void writeTo(Variables variables, Collection<VariableSpec> specs) {
    specs.forEach(this::check);
    write(variables, specs.stream().map(VariableSpec::name).toList());
  }

  /**
   * Makes a slot for each one stored here, so that the optimiser continues where it was.
   *
   * @param variables the variables of the engine, which hold the parameters already
   */
  public void createSlotsIn(Variables variables) {
    DirectMemory memory = new DirectMemory();
    for (String name : file.names()) {
      if (Optimizer.isSlot(name)) {
        TensorInfo t = file.info(name);
        create(variables, VariableSpec.slot(name, t.dtype(), t.shape()), memory);
      }
    }
  }

  /**
   * Puts what is stored here in the place of what variables hold, slots included, so that a
   * training continues from here.
   *
   * @param specs the variables to replace in addition to the slots; others in the file are left
   * @param variables the variables of the engine, which hold those already
   * @throws UserException if one is missing here, has another shape or type, or holds NaN or
   *     infinity
   */
  public void restoreIn(Variables variables, Collection<VariableSpec> specs) {
    specs.forEach(this::check);
    List<String> names = new ArrayList<>(specs.stream().map(VariableSpec::name).toList());
    file.names().stream().filter(Optimizer::isSlot).forEach(names::add);
    write(variables, names);
  }

  /**
   * Writes variables as a state dict of PyTorch's, for {@code torch.load}.
   *
   * @param target what does not exist yet
   * @param specs the variables to write, in their order
   * @throws UserException if one is missing here, has another shape or type, or holds NaN or
   *     infinity, or the target exists or cannot be written
   */
  public void writeForTorch(Path target, Collection<VariableSpec> specs) {
    specs.forEach(this::check);
    AtomicFile.write(
        target, false, out -> TorchWriter.write(out, specs, spec -> read(spec.name())));
  }

  /**
   * Writes a copy with another description; it appears whole or not at all.
   *
   * @param target another file than this one; replaced if it exists
   * @param corrected the description to write with the same values
   * @throws UserException if a value is NaN or infinity, or the file cannot be written
   */
  public void copyTo(Path target, CheckpointInfo corrected) {
    List<TensorInfo> tensors = file.names().stream().map(file::info).toList();
    DirectMemory memory = new DirectMemory();
    Safetensors.write(
        target,
        corrected.toMetadata(),
        tensors,
        name -> {
          HostTensor value = read(name);
          memory.dropped(value);
          return value;
        });
  }

  @Override
  public void close() {
    file.close();
  }

  private void create(Variables variables, VariableSpec spec, DirectMemory memory) {
    HostTensor value = read(spec.name());
    variables.create(spec, value);
    memory.dropped(value);
  }

  private void write(Variables variables, List<String> names) {
    DirectMemory memory = new DirectMemory();
    for (String name : names) {
      HostTensor value = read(name);
      variables.write(name, value);
      memory.dropped(value);
    }
  }

  private HostTensor read(String name) {
    HostTensor value = file.read(name);
    requireNumbers(value, name);
    return value;
  }

  /** A network of such values would label every voxel alike, and a training go on in vain. */
  private void requireNumbers(HostTensor value, String name) {
    int broken = FiniteValues.firstBroken(value);
    if (broken >= 0) {
      throw new UserException(
          "%s holds %s in '%s' of shape %s at place %d, so its training has diverged; use an earlier checkpoint."
              .formatted(file.path(), value.get(broken), name, value.shape(), broken));
    }
  }

  private void check(VariableSpec spec) {
    if (!file.contains(spec.name())) {
      throw new UserException(
          "%s lacks '%s' of shape %s, which the %s network or the %s method of this configuration"
                  .formatted(file.path(), spec.name(), spec.shape(), info.network(), info.method())
              + " needs; use the configuration it was trained with.");
    }
    TensorInfo found = file.info(spec.name());
    if (!found.shape().equals(spec.shape()) || found.dtype() != spec.dtype()) {
      throw new UserException(
          "%s has '%s' as %s%s, but this configuration needs %s%s; use the one it was trained with."
              .formatted(
                  file.path(),
                  spec.name(),
                  found.dtype(),
                  found.shape(),
                  spec.dtype(),
                  spec.shape()));
    }
  }
}
