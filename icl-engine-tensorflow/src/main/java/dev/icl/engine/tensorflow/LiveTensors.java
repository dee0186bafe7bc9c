package dev.icl.engine.tensorflow;

import org.tensorflow.Tensor;

/** Counts the native tensors that are open. */
final class LiveTensors {
  private long count;

  Tensor open(Tensor tensor) {
    count++;
    return tensor;
  }

  void close(Tensor tensor) {
    tensor.close();
    count--;
  }

  long count() {
    return count;
  }
}
