package dev.icl.engine.tensorflow;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import org.tensorflow.Output;

/**
 * A value in a graph.
 *
 * @param value the value that the graph computes, its axes in the layout's order
 * @param shape the logical shape
 * @param layout the order of the axes in memory
 */
record TfTensor(Output<?> value, Shape shape, DType dtype, Layout layout) implements Tensor {

  static TfTensor of(Tensor tensor) {
    return (TfTensor) tensor;
  }

  /** The same axes with another value of the same physical shape and type. */
  TfTensor with(Output<?> other) {
    return new TfTensor(other, shape, dtype, layout);
  }

  /** The sizes of the physical axes. */
  int[] physical() {
    return layout.physical(shape);
  }
}
