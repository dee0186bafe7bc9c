package dev.icl.core.engine;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.AbstractMap;
import java.util.Collection;
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
   * A program's inputs such that asking for one that was not given is refused by name instead of
   * giving null. {@link Map#containsKey} and {@link Map#getOrDefault} work as ever.
   */
  public static Map<String, Tensor> inputs(Map<String, Tensor> given) {
    return new Inputs(given);
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

  /** The variables of a kind, in their order. */
  public static List<VariableSpec> ofKind(Collection<VariableSpec> specs, VariableKind kind) {
    return specs.stream().filter(spec -> spec.kind() == kind).toList();
  }

  private static IllegalArgumentException noInput(String name, Set<String> given) {
    return new IllegalArgumentException(
        "there is no input '" + name + "'; given are " + new TreeSet<>(given));
  }

  private static final class Inputs extends AbstractMap<String, Tensor> {
    private final Map<String, Tensor> given;

    Inputs(Map<String, Tensor> given) {
      this.given = Map.copyOf(given);
    }

    @Override
    public Tensor get(Object key) {
      Tensor value = given.get(key);
      if (value == null) {
        throw noInput(String.valueOf(key), given.keySet());
      }
      return value;
    }

    @Override
    public Tensor getOrDefault(Object key, Tensor fallback) {
      return given.getOrDefault(key, fallback);
    }

    @Override
    public boolean containsKey(Object key) {
      return given.containsKey(key);
    }

    @Override
    public Set<Entry<String, Tensor>> entrySet() {
      return given.entrySet();
    }
  }
}
