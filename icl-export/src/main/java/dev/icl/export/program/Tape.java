package dev.icl.export.program;

import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.Ops;
import dev.icl.core.reference.RefTensor;
import dev.icl.core.reference.ReferenceOps;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The tensors of one recording, in the order in which they are made. Those whose operands are all
 * constants are computed, by the reference in float64, and are constants themselves.
 */
final class Tape {
  private final Constants constants;
  private final Ops reference = new CheckedOps(new ReferenceOps());
  private final List<RecordedTensor> tensors = new ArrayList<>();

  Tape(Constants constants) {
    this.constants = constants;
  }

  /** An operation that computes, given its operands. */
  @FunctionalInterface
  interface Computation {
    Tensor on(Ops ops, List<Tensor> operands);
  }

  /** Everything that is no constant, in the order in which it was made. */
  List<RecordedTensor> tensors() {
    return tensors;
  }

  RecordedTensor input(DType dtype, Shape shape) {
    return add(Step.INPUT, List.of(), dtype, shape);
  }

  RecordedTensor variable(String name) {
    return RecordedTensor.constant(constants.variable(name));
  }

  RecordedTensor literal(HostTensor value) {
    return RecordedTensor.constant(constants.literal(value));
  }

  /**
   * The result of an operation.
   *
   * @param call the operation
   * @param dtype of the result
   * @param shape of the result
   * @param computation the operation, for constants
   * @param operands in their order
   */
  RecordedTensor made(
      Call call, DType dtype, Shape shape, Computation computation, Tensor... operands) {
    List<RecordedTensor> given =
        Arrays.stream(operands).map(operand -> (RecordedTensor) operand).toList();
    if (given.stream().anyMatch(operand -> operand.value().isEmpty())) {
      return add(call, given, dtype, shape);
    }
    List<HostTensor> values = given.stream().map(operand -> operand.value().orElseThrow()).toList();
    return RecordedTensor.constant(
        constants.computed(
            call, dtype, shape, values, () -> computed(computation, values).toHost()));
  }

  private RecordedTensor add(Call call, List<RecordedTensor> operands, DType dtype, Shape shape) {
    RecordedTensor made =
        new RecordedTensor(tensors.size(), call, operands, dtype, shape, Optional.empty());
    tensors.add(made);
    return made;
  }

  private RefTensor computed(Computation computation, List<HostTensor> values) {
    List<Tensor> operands = values.stream().map(value -> (Tensor) RefTensor.of(value)).toList();
    return (RefTensor) computation.on(reference, operands);
  }
}
