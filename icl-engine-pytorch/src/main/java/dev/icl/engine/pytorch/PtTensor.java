package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;

/** A libtorch tensor; images and volumes are channels-last in memory, channels-first here. */
record PtTensor(PtNDArray array, Shape shape, DType dtype) implements Tensor {

  static PtNDArray array(Tensor tensor) {
    return ((PtTensor) tensor).array;
  }
}
