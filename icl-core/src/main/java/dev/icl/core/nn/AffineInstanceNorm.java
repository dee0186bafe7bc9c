package dev.icl.core.nn;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Instance normalisation with a scale and a shift of every channel, epsilon 1e-5, with state {@code
 * name.weight [channels]} and {@code name.bias [channels]}. Ulyanov et al., <i>Instance
 * normalization</i>, 2016.
 *
 * @param name state-dict prefix
 * @param channels size of axis 1
 */
public record AffineInstanceNorm(String name, int channels) implements Layer {
  @Override
  public List<VariableSpec> variables() {
    return List.of(
        Parameters.of(name + ".weight", Shape.of(channels), Initializers.ones()),
        Parameters.of(name + ".bias", Shape.of(channels), Initializers.zeros()));
  }

  /**
   * The normalised images.
   *
   * @param scope the running program
   * @param x {@code [N, channels, spatial]}
   * @return of the same shape
   */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    Ops ops = scope.ops();
    int[] perChannel = new int[x.shape().rank()];
    Arrays.fill(perChannel, 1);
    perChannel[1] = channels;
    Tensor scale = ops.reshape(scope.variable(name + ".weight"), Shape.of(perChannel));
    Tensor shift = ops.reshape(scope.variable(name + ".bias"), Shape.of(perChannel));
    Tensor scaled = ops.mul(new InstanceNorm().apply(scope, x), scale);
    return ops.add(ops.lastUse(scaled), shift);
  }
}
