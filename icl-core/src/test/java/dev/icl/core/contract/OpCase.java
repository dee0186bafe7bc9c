package dev.icl.core.contract;

import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One use of an operation that every engine must get right.
 *
 * @param label what it shows, unique
 * @param operands differentiable operands, float32, by name; they become variables
 * @param inputs operands without gradient, by name
 * @param body the use
 * @param tags what it exercises
 * @param gradients gradients by operand where a convention decides them; empty for finite
 *     differences of the reference
 */
public record OpCase(
    String label,
    Map<String, HostTensor> operands,
    Map<String, HostTensor> inputs,
    Body body,
    Set<Tag> tags,
    Map<String, double[]> gradients) {

  /** A property that a case exercises besides the forward pass. */
  public enum Tag {
    /** Its gradient is compared. */
    GRADIENT,
    /** An odd, minimal, broadcast or otherwise extreme shape or parameter. */
    EDGE
  }

  /** The use of an operation, over operands and inputs by name. */
  @FunctionalInterface
  public interface Body {
    /** The tensor to compare. */
    Tensor apply(Ops ops, Map<String, Tensor> operands);
  }

  /** The output to compare. */
  static final String OUTPUT = "output";

  /** The scalar to differentiate: the output weighted by {@link #WEIGHTS} and summed. */
  static final String OBJECTIVE = "objective";

  /** The input that weighs the output's elements. */
  static final String WEIGHTS = "weights";

  /** A case without operands. */
  static OpCase of(String label, Body body) {
    return new OpCase(label, Map.of(), Map.of(), body, Set.of(), Map.of());
  }

  OpCase operand(String name, HostTensor value) {
    Map<String, HostTensor> more = new LinkedHashMap<>(operands);
    more.put(name, value);
    return new OpCase(label, more, inputs, body, with(Tag.GRADIENT), gradients);
  }

  OpCase input(String name, HostTensor value) {
    Map<String, HostTensor> more = new LinkedHashMap<>(inputs);
    more.put(name, value);
    return new OpCase(label, operands, more, body, tags, gradients);
  }

  OpCase edge() {
    return new OpCase(label, operands, inputs, body, with(Tag.EDGE), gradients);
  }

  /** This with a gradient that a convention decides, for weights of 1. */
  OpCase gradient(String name, double... expected) {
    Map<String, double[]> more = new LinkedHashMap<>(gradients);
    more.put(name, expected);
    return new OpCase(label, operands, inputs, body, tags, more);
  }

  boolean has(Tag tag) {
    return tags.contains(tag);
  }

  /** The output alone. */
  Program forward() {
    return (scope, given) -> Map.of(OUTPUT, output(scope, given));
  }

  /** The output and the objective. */
  Program differentiated() {
    return (scope, given) -> {
      Ops ops = scope.ops();
      Tensor output = output(scope, given);
      Tensor objective = ops.sum(ops.mul(output, given.get(WEIGHTS)), false);
      return Map.of(OUTPUT, output, OBJECTIVE, objective);
    };
  }

  private Tensor output(Scope scope, ProgramInputs given) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    operands.keySet().forEach(name -> all.put(name, scope.variable(name)));
    inputs.keySet().forEach(name -> all.put(name, given.get(name)));
    return body.apply(scope.ops(), all);
  }

  private Set<Tag> with(Tag tag) {
    Set<Tag> more = EnumSet.of(tag);
    more.addAll(tags);
    return more;
  }

  @Override
  public String toString() {
    return label;
  }
}
