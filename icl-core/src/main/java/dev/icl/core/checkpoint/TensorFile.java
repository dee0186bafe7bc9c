package dev.icl.core.checkpoint;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.HostTensor;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of named tensors: names, types and shapes are known at once, values are read one by one.
 */
interface TensorFile extends AutoCloseable {
  /** The path of the file. */
  Path path();

  /** The names of its tensors, in the file's order. */
  List<String> names();

  /** Whether there is a tensor of that name. */
  boolean contains(String name);

  /**
   * Type and shape of a tensor, as it is read.
   *
   * @throws UserException if there is no such tensor
   */
  TensorInfo info(String name);

  /**
   * A value that is equal for names of one and the same tensor: its own name, where a file has none
   * twice.
   *
   * @throws UserException if there is no such tensor
   */
  default Object identity(String name) {
    return name;
  }

  /**
   * A copy of a tensor's values.
   *
   * @throws UserException if there is no such tensor, it takes 2 GiB or more, or reading fails
   */
  HostTensor read(String name);

  /** Closes the file; what was read stays. */
  @Override
  void close();
}
