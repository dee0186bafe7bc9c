package dev.icl.core.nn;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A convolution of one pixel and one input channel without bias, and an {@link InstanceNorm} behind
 * it: {@code [N, 1, spatial] → [N, C, spatial]}. State: {@code name.weight [C, 1, 1...]}.
 *
 * <p>All its channels are multiples of one map, so the statistics of that map give those of all:
 * with its deviation {@code x − m} and variance {@code v}, channel {@code c} is {@code w·(x − m) /
 * √(w²·v + ε)}. Computed by its parts, the layer would add up few different numbers very often,
 * which single precision rounds alike, and its weight's gradient, which is hardly more than {@code
 * ε}, would be lost in rounding.
 *
 * @param name state-dict prefix
 * @param rank spatial axes
 * @param channels C
 */
public record NormedMultiples(String name, int rank, int channels) implements Layer {
  @Override
  public List<VariableSpec> variables() {
    return Conv.same(name, rank, 1, channels, 1).withoutBias().variables();
  }

  /**
   * @param x {@code [N, 1, spatial]}
   */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    Ops ops = scope.ops();
    int samples = x.shape().dim(0);
    int pixels = Math.toIntExact(x.shape().spatial().numel());
    Tensor rows = ops.reshape(x, Shape.of(samples, pixels, 1));
    Tensor deviation = ops.sub(rows, ops.mean(rows, true, 1));
    Tensor variance = ops.mean(ops.square(deviation), true, 1);
    Tensor weight = ops.reshape(scope.variable(name + ".weight"), Shape.of(1, 1, channels));
    Tensor variances = ops.add(ops.mul(ops.square(weight), variance), InstanceNorm.EPSILON);
    Tensor multiples = ops.matmul(deviation, ops.mul(weight, ops.rsqrt(variances)));
    Shape grid = Shape.of(samples).append(x.shape().spatial()).append(channels);
    int[] channelsFirst =
        IntStream.range(0, rank + 2).map(i -> i == 0 ? 0 : i == 1 ? rank + 1 : i - 1).toArray();
    return ops.transpose(ops.reshape(multiples, grid), channelsFirst);
  }
}
