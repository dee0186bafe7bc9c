package dev.icl.engine.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;

/** A libtorch tensor; its shape is channels-first, however the memory is ordered. */
record PtTensor(PtNDArray array, Shape shape, DType dtype, Memory memory) implements Tensor {
  /** The ownership of the memory that holds the values. */
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

  /** An array of libtorch's with the shape and type that it has there. */
  static PtTensor wrap(NDArray array) {
    return wrap(array, Memory.SHARED);
  }

  /** {@link #wrap} of a result that nothing else shares and that backward does not need. */
  static PtTensor owned(PtNDArray array) {
    return wrap(array, Memory.OWN);
  }

  private static PtTensor wrap(NDArray array, Memory memory) {
    return new PtTensor(
        (PtNDArray) array,
        PtDtypes.core(array.getShape()),
        PtDtypes.core(array.getDataType()),
        memory);
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
