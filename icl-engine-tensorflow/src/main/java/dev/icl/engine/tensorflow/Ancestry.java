package dev.icl.engine.tensorflow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** The dependencies of values in a graph. */
final class Ancestry {
  private static final Set<DataType> FLOATING =
      Set.of(DataType.DT_FLOAT, DataType.DT_DOUBLE, DataType.DT_BFLOAT16);

  private Ancestry() {}

  /** Adds every operation that a value is computed by, unless it is there already. */
  static void add(Set<Operation> operations, Output<?> value) {
    collect(operations, value, operation -> true, input -> true);
  }

  /** The operations through which gradients flow back from a value. */
  static Set<Operation> differentiable(Output<?> value) {
    Set<Operation> operations = new HashSet<>();
    collect(
        operations,
        value,
        operation -> !operation.type().equals("StopGradient"),
        input -> FLOATING.contains(input.dataType()));
    return operations;
  }

  private static void collect(
      Set<Operation> operations,
      Output<?> value,
      Predicate<Operation> passing,
      Predicate<Output<?>> followed) {
    Deque<Operation> queue = new ArrayDeque<>(List.of(value.op()));
    while (!queue.isEmpty()) {
      Operation operation = queue.remove();
      if (operations.add(operation) && passing.test(operation)) {
        for (Operand<?> input : ((GraphOperation) operation).inputs()) {
          if (followed.test(input.asOutput())) {
            queue.add(input.asOutput().op());
          }
        }
      }
    }
  }
}
