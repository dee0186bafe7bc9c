package dev.icl.core.nn;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * A convolution or a transposed convolution, a normalisation and an activation, one after another:
 * {@code [N, in, spatial] → [N, out, spatial']}.
 *
 * @param conv the convolution
 * @param norm of its output
 * @param activation of what is normalised
 */
public record ConvUnit(Layer conv, Layer norm, Activation activation) implements Layer {
  /**
   * A unit of a style.
   *
   * @param conv the convolution
   * @param normName state-dict prefix of the normalisation, which some styles do not use
   * @param channels the convolution's output channels
   * @param style normalisation and activation
   */
  public static ConvUnit of(Layer conv, String normName, int channels, ConvStyle style) {
    return new ConvUnit(conv, style.norm().layer(normName, channels), style.activation());
  }

  @Override
  public List<VariableSpec> variables() {
    return VariableLists.concat(List.of(conv, norm));
  }

  @Override
  public Tensor apply(Scope scope, Tensor x) {
    return after(scope, conv.apply(scope, x));
  }

  /**
   * Normalisation and activation alone, for a caller that convolves by itself.
   *
   * @param scope the running program
   * @param convolved the convolution's output, {@code [N, out, spatial']}, which nobody else reads
   * @return of the same shape
   */
  public Tensor after(Scope scope, Tensor convolved) {
    Ops ops = scope.ops();
    // a layer that does nothing must not hand on what may be written over
    Tensor read = norm instanceof BatchNorm ? ops.lastUse(convolved) : convolved;
    return activation.apply(ops, norm.apply(scope, read));
  }
}
