package dev.icl.export.program;

import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.PoolSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An operation with the numbers that it is called with, but without its operands.
 *
 * @param op the name of the operation in {@link dev.icl.core.ops.Ops}, as {@code conv}
 * @param ints lists of whole numbers by name, as {@code stride}
 * @param numbers other numbers by name, as {@code epsilon}
 */
public record Call(String op, Map<String, List<Integer>> ints, Map<String, Double> numbers) {
  /** Copies both tables. */
  public Call {
    ints = Map.copyOf(ints);
    numbers = Map.copyOf(numbers);
  }

  static Call of(String op) {
    return new Call(op, Map.of(), Map.of());
  }

  static Call of(String op, ConvSpec spec) {
    return of(op)
        .with("stride", spec.stride())
        .with("padding", spec.padding())
        .with("dilation", spec.dilation())
        .with("groups", List.of(spec.groups()));
  }

  static Call of(String op, PoolSpec spec) {
    return of(op)
        .with("kernel", spec.kernel())
        .with("stride", spec.stride())
        .with("padding", spec.padding());
  }

  Call with(String name, List<Integer> values) {
    Map<String, List<Integer>> more = new HashMap<>(ints);
    more.put(name, List.copyOf(values));
    return new Call(op, more, numbers);
  }

  Call with(String name, double value) {
    Map<String, Double> more = new HashMap<>(numbers);
    more.put(name, value);
    return new Call(op, ints, more);
  }

  /**
   * The list of a name.
   *
   * @throws IllegalArgumentException if the call has none
   */
  public List<Integer> list(String name) {
    List<Integer> values = ints.get(name);
    if (values == null) {
      throw new IllegalArgumentException(op + " has no " + name);
    }
    return values;
  }

  /**
   * The only entry of the list of a name.
   *
   * @throws IllegalArgumentException if the call has none
   */
  public int integer(String name) {
    return list(name).get(0);
  }

  /**
   * The number of a name.
   *
   * @throws IllegalArgumentException if the call has none
   */
  public double number(String name) {
    Double value = numbers.get(name);
    if (value == null) {
      throw new IllegalArgumentException(op + " has no " + name);
    }
    return value;
  }
}
