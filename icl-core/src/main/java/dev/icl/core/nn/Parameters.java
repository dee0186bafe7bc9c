package dev.icl.core.nn;

import dev.icl.core.engine.Initializer;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;

/** Descriptions of float32 state. */
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

  /** PyTorch's default for the bias of a weight: uniform in {@code ±1 / √fan-in}. */
  static Initializer biasInitializer(Shape weight) {
    return Initializers.uniform(1 / Math.sqrt((double) Initializers.fanIn(weight)));
  }
}
