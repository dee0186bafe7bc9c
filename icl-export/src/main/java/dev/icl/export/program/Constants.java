package dev.icl.export.program;

import dev.icl.core.engine.Variables;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The values of all recordings of a program that depend on no input: variables, literals and what
 * is computed of them, each once. Equal values that come about in the same way are the same object.
 */
final class Constants {
  private final Variables variables;
  private final Map<String, HostTensor> read = new HashMap<>();
  private final Map<Literal, HostTensor> literals = new HashMap<>();
  private final Map<Computed, HostTensor> computed = new HashMap<>();
  private final IdentityHashMap<HostTensor, Integer> numbers = new IdentityHashMap<>();

  Constants(Variables variables) {
    this.variables = variables;
  }

  private record Literal(DType dtype, Shape shape, ByteBuffer bytes) {}

  private record Computed(Call call, DType dtype, Shape shape, List<Integer> operands) {}

  HostTensor variable(String name) {
    return read.computeIfAbsent(name, variables::read);
  }

  HostTensor literal(HostTensor value) {
    return literals.computeIfAbsent(
        new Literal(value.dtype(), value.shape(), value.bytes()), key -> value);
  }

  HostTensor computed(
      Call call, DType dtype, Shape shape, List<HostTensor> operands, Supplier<HostTensor> value) {
    List<Integer> numbered = operands.stream().map(this::number).toList();
    Computed key = new Computed(call, dtype, shape, numbered);
    HostTensor known = computed.get(key);
    if (known == null) {
      known = value.get();
      computed.put(key, known);
    }
    return known;
  }

  private int number(HostTensor value) {
    return numbers.computeIfAbsent(value, key -> numbers.size());
  }
}
