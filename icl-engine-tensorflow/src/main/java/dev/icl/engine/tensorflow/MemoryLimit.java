package dev.icl.engine.tensorflow;

import com.sun.management.OperatingSystemMXBean;
import dev.icl.core.error.UserException;
import java.lang.management.ManagementFactory;
import java.util.Iterator;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;

/**
 * Refuses what cannot fit into the machine's memory before it runs: some of TensorFlow's operations
 * on the processor end the process where memory cannot be had.
 */
final class MemoryLimit {
  /** All tensors counted as float32, which nearly all of them are. */
  private static final long BYTES = 4;

  private final long available;

  private MemoryLimit(long available) {
    this.available = available;
  }

  /** The memory of this machine. */
  static MemoryLimit ofMachine() {
    return new MemoryLimit(
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getTotalMemorySize());
  }

  static MemoryLimit of(long bytes) {
    return new MemoryLimit(bytes);
  }

  /**
   * @throws UserException if a single tensor that these nodes compute is larger than the memory
   */
  void require(Nodes nodes) {
    Iterator<GraphOperation> operations = nodes.graph().operations();
    while (operations.hasNext()) {
      GraphOperation operation = operations.next();
      if (nodes.added(operation)) {
        for (int i = 0; i < operation.numOutputs(); i++) {
          require(operation.output(i));
        }
      }
    }
  }

  private void require(Output<?> output) {
    Shape shape = output.shape();
    double bytes = BYTES;
    for (int i = 0; i < shape.numDimensions(); i++) {
      bytes *= Math.max(0, shape.get(i));
    }
    if (bytes > available) {
      throw new UserException(
          ("A step needs a tensor of %s, %.1f GiB, and this machine has %.1f GiB of memory; use a"
                  + " smaller train.patch or batch, or fewer network.channels.")
              .formatted(shape, bytes / (1L << 30), (double) available / (1L << 30)));
    }
  }
}
