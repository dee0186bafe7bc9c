package dev.icl.core.checkpoint;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;

/**
 * The entry of a tensor in a safetensors header.
 *
 * @param name its key
 * @param dtype element type
 * @param shape sizes of the axes
 */
public record TensorInfo(String name, DType dtype, Shape shape) {
  /** The size of the values in bytes; more than 2 GiB is possible in a file. */
  public long bytes() {
    return Math.multiplyExact(shape.numel(), dtype.bytes());
  }
}
