package dev.icl.export.program;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A tensor of one recording: what made it, from which tensors, and its values where they depend on
 * no input.
 *
 * @param place among the tensors of the recording that have no values, from 0; −1 with values
 * @param call the operation
 * @param operands the tensors that the operation was given
 * @param dtype element type
 * @param shape in this recording
 * @param value the values, if they are known
 */
record RecordedTensor(
    int place,
    Call call,
    List<RecordedTensor> operands,
    DType dtype,
    Shape shape,
    Optional<HostTensor> value)
    implements Tensor {

  static RecordedTensor constant(HostTensor value) {
    return new RecordedTensor(
        -1, Step.CONSTANT, List.of(), value.dtype(), value.shape(), Optional.of(value));
  }

  /** Two tensors are never one, whatever they hold. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
