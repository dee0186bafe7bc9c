package dev.icl.core.engine;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules for programs and variables that every engine enforces, with the texts of their
 * refusals; those for operations are in {@link dev.icl.core.ops.ShapeRules}.
 */
public final class EngineRules {
  private EngineRules() {}

  /** The refusal of a variable that does not exist. */
  public static IllegalArgumentException noVariable(String name) {
    return new IllegalArgumentException("there is no variable '" + name + "'");
  }

  /** The refusal of a second variable of one name. */
  public static IllegalStateException taken(String name) {
    return new IllegalStateException("there is a variable '" + name + "' already");
  }

  /**
   * Values to create, write or assign must have the variable's type and shape.
   *
   * @param spec the variable
   * @param dtype element type of the values
   * @param shape sizes of the values
   * @throws IllegalArgumentException if they do not
   */
  public static void requireFits(VariableSpec spec, DType dtype, Shape shape) {
    if (dtype != spec.dtype() || !shape.equals(spec.shape())) {
      throw new IllegalArgumentException(
          "variable '"
              + spec.name()
              + "' is "
              + spec.dtype()
              + " "
              + spec.shape()
              + ", the value is "
              + dtype
              + " "
              + shape);
    }
  }

  /**
   * The host tensor given under a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static HostTensor input(Map<String, HostTensor> given, String name) {
    HostTensor value = given.get(name);
    if (value == null) {
      throw noInput(name, given.keySet());
    }
    return value;
  }

  /**
   * The host tensor that a program gave under a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static HostTensor output(Map<String, HostTensor> outputs, String name) {
    HostTensor value = outputs.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "there is no output '%s'; the program gives %s"
              .formatted(name, new TreeSet<>(outputs.keySet())));
    }
    return value;
  }

  /**
   * The output to differentiate.
   *
   * @throws IllegalArgumentException if there is none of that name, or it is no floating scalar
   */
  public static Tensor objective(Map<String, Tensor> outputs, String name) {
    Tensor objective = outputs.get(name);
    if (objective == null) {
      throw new IllegalArgumentException(
          "there is no output '"
              + name
              + "' to differentiate; the program gives "
              + new TreeSet<>(outputs.keySet()));
    }
    if (objective.shape().rank() != 0 || !objective.dtype().isFloating()) {
      throw new IllegalArgumentException(
          "the objective '"
              + name
              + "' must be a floating scalar, got "
              + objective.dtype()
              + " "
              + objective.shape());
    }
    return objective;
  }

  /**
   * A step must come in as many micro-batches as its program was compiled for.
   *
   * @throws IllegalArgumentException if it does not
   */
  public static void requireParts(Compilation compilation, int given) {
    if (given != compilation.parts()) {
      throw new IllegalArgumentException(
          "a step of " + compilation.parts() + " parts was given " + given);
    }
  }

  /**
   * The outputs of a step from those of its micro-batches.
   *
   * @param parts of one or more; of several, floating scalars
   * @return the outputs of a single one, or the means; may be changed
   * @throws IllegalArgumentException if an output of several is no floating scalar
   */
  public static Map<String, HostTensor> mean(List<Map<String, HostTensor>> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Map<String, HostTensor> means = new LinkedHashMap<>();
    for (String name : parts.get(0).keySet()) {
      double sum = 0;
      for (Map<String, HostTensor> part : parts) {
        HostTensor value = output(part, name);
        requireScalar(name, value.dtype(), value.shape());
        sum += value.item();
      }
      means.put(name, HostTensor.scalar(sum / parts.size()));
    }
    return means;
  }

  /**
   * An output of a step of several micro-batches must have a mean.
   *
   * @param name of the output
   * @param dtype element type
   * @param shape sizes
   * @throws IllegalArgumentException if it is no floating scalar
   */
  public static void requireScalar(String name, DType dtype, Shape shape) {
    if (shape.rank() != 0 || !dtype.isFloating()) {
      throw new IllegalArgumentException(
          "the output '"
              + name
              + "' of a step of several parts must be a floating scalar, got "
              + dtype
              + " "
              + shape);
    }
  }

  /** The variables of a kind, in their order. */
  public static List<VariableSpec> ofKind(Collection<VariableSpec> specs, VariableKind kind) {
    return specs.stream().filter(spec -> spec.kind() == kind).toList();
  }

  /** The refusal of an input that was not given. */
  static IllegalArgumentException noInput(String name, Set<String> given) {
    return new IllegalArgumentException(
        "there is no input '" + name + "'; given are " + new TreeSet<>(given));
  }
}
