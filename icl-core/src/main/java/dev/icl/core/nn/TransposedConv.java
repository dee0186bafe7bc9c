package dev.icl.core.nn;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transposed convolution whose kernel is as large as its stride, so that every input element
 * makes a window of its own: {@code [N, in, spatial] → [N, out, spatial · stride]}. State as
 * PyTorch's {@code ConvTranspose2d} and {@code ConvTranspose3d}: {@code name.weight [in, out,
 * stride]} and, unless it has none, {@code name.bias [out]}, with their default initial values.
 *
 * @param name state-dict prefix
 * @param in input channels, at least 1
 * @param out output channels, at least 1
 * @param stride the factor along each spatial axis, at least 1; two or three of them
 * @param bias whether there is a bias
 */
public record TransposedConv(String name, int in, int out, List<Integer> stride, boolean bias)
    implements Layer {
  /** Copies the list. */
  public TransposedConv {
    stride = List.copyOf(stride);
  }

  /**
   * A layer with a bias.
   *
   * @param name state-dict prefix
   * @param in input channels, at least 1
   * @param out output channels, at least 1
   * @param stride the factor along each spatial axis, at least 1; two or three of them
   */
  public TransposedConv(String name, int in, int out, List<Integer> stride) {
    this(name, in, out, stride, true);
  }

  /** This without a bias. */
  public TransposedConv withoutBias() {
    return new TransposedConv(name, in, out, stride, false);
  }

  @Override
  public List<VariableSpec> variables() {
    Shape shape = Shape.of(in, out).append(stride);
    VariableSpec weight = Parameters.of(name + ".weight", shape, Initializers.kaimingUniform());
    return bias
        ? List.of(
            weight, Parameters.of(name + ".bias", Shape.of(out), Parameters.biasInitializer(shape)))
        : List.of(weight);
  }

  /**
   * The enlarged images.
   *
   * @param scope the running program
   * @param x {@code [N, in, spatial]}
   * @return {@code [N, out, spatial · stride]}
   */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    int rank = stride.size();
    ConvSpec windows =
        new ConvSpec(stride, Collections.nCopies(rank, 0), Collections.nCopies(rank, 1), 1);
    @Nullable Tensor offset = bias ? scope.variable(name + ".bias") : null;
    return scope.ops().convTranspose(x, scope.variable(name + ".weight"), offset, windows);
  }
}
