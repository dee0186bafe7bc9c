package dev.icl.core.nn;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Collections;
import java.util.List;

/**
 * A transposed convolution whose kernel is as large as its stride, so that every input element
 * makes a window of its own: {@code [N, in, spatial] → [N, out, spatial · stride]}. State as
 * PyTorch's {@code ConvTranspose2d} and {@code ConvTranspose3d}: {@code name.weight [in, out,
 * stride]} and {@code name.bias [out]}, with their default initial values.
 *
 * @param name state-dict prefix
 * @param in input channels, at least 1
 * @param out output channels, at least 1
 * @param stride the factor along each spatial axis, at least 1; two or three of them
 */
public record TransposedConv(String name, int in, int out, List<Integer> stride) implements Layer {
  /** Copies the list. */
  public TransposedConv {
    stride = List.copyOf(stride);
  }

  @Override
  public List<VariableSpec> variables() {
    Shape weight = Shape.of(in, out).append(stride.stream().mapToInt(Integer::intValue).toArray());
    return List.of(
        Parameters.of(name + ".weight", weight, Initializers.kaimingUniform()),
        Parameters.of(name + ".bias", Shape.of(out), Parameters.biasInitializer(weight)));
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
    return scope
        .ops()
        .convTranspose(
            x, scope.variable(name + ".weight"), scope.variable(name + ".bias"), windows);
  }
}
