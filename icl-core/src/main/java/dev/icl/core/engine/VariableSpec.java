package dev.icl.core.engine;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;

/**
 * A named piece of state, described and not yet allocated.
 *
 * @param name the state-dict name, as {@code encoder.in_conv.conv_conv.0.weight}
 * @param dtype element type
 * @param shape in PyTorch's layout: {@code [O, I, kernel]} for convolutions, {@code [out, in]} for
 *     linear layers
 * @param kind parameter, buffer or slot
 * @param initializer the rule for drawing its first values
 */
public record VariableSpec(
    String name, DType dtype, Shape shape, VariableKind kind, Initializer initializer) {

  /**
   * An optimiser's slot, which begins with zeros.
   *
   * @param name state-dict name of the slot
   * @param dtype element type
   * @param shape sizes of the axes
   */
  public static VariableSpec slot(String name, DType dtype, Shape shape) {
    return new VariableSpec(
        name, dtype, shape, VariableKind.SLOT, (type, sizes, key) -> HostTensor.zeros(type, sizes));
  }

  /** The same with other first values. */
  public VariableSpec with(Initializer other) {
    return new VariableSpec(name, dtype, shape, kind, other);
  }
}
