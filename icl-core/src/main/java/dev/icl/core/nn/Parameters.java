package dev.icl.core.nn;

import dev.icl.core.engine.Initializer;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;

/** Descriptions of state. */
public final class Parameters {
  private Parameters() {}

  /**
   * A trained float32 variable.
   *
   * @param name state-dict name
   * @param shape sizes of the axes
   * @param initializer draws the first values
   */
  public static VariableSpec of(String name, Shape shape, Initializer initializer) {
    return new VariableSpec(name, DType.F32, shape, VariableKind.PARAMETER, initializer);
  }

  /** A float32 variable that a layer keeps and no optimiser touches. */
  static VariableSpec buffer(String name, Shape shape, Initializer initializer) {
    return new VariableSpec(name, DType.F32, shape, VariableKind.BUFFER, initializer);
  }

  /**
   * A variable that holds what a constructor computes: no optimiser touches it, and no step assigns
   * it.
   *
   * @param name state-dict name
   * @param dtype element type
   * @param shape sizes of the axes
   * @param values the rule for its values, which draws nothing
   */
  public static VariableSpec computed(String name, DType dtype, Shape shape, Initializer values) {
    return new VariableSpec(name, dtype, shape, VariableKind.BUFFER, values);
  }

  /** PyTorch's default for the bias of a weight: uniform in {@code ±1 / √fan-in}. */
  static Initializer biasInitializer(Shape weight) {
    return Initializers.uniform(1 / Math.sqrt((double) Initializers.fanIn(weight)));
  }
}
