package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;

/** A libtorch tensor; its shape is channels-first, however the memory is ordered. */
record PtTensor(PtNDArray array, Shape shape, DType dtype, Memory memory) implements Tensor {
  /** Whose memory the values are in. */
  enum Memory {
    /** Perhaps also another tensor's, or backward's. */
    SHARED,
    /** This tensor's alone, and the backward of what made it does not need the values. */
    OWN,
    /** {@link #OWN}, and the next operation is the last to read them. */
    SPENT
  }

  PtTensor(PtNDArray array, Shape shape, DType dtype) {
    this(array, shape, dtype, Memory.SHARED);
  }

  PtTensor with(Memory other) {
    return new PtTensor(array, shape, dtype, other);
  }

  /** Whether an operation may write its result over the values. */
  boolean isSpent() {
    return memory == Memory.SPENT;
  }

  static PtNDArray array(Tensor tensor) {
    return ((PtTensor) tensor).array;
  }
}
