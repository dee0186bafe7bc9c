package dev.icl.modules.network.unet;

import dev.icl.core.engine.Scope;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The modules of dynamic-network-architectures, each written out in single operations. */
record Written(Scope scope) {
  /** {@code ConvDropoutNormReLU}. */
  Tensor unit(String name, Tensor x, List<Integer> stride) {
    return scope.ops().leakyRelu(normalized(name, conv(name + ".conv", x, stride)), 0.01);
  }

  /** {@code BasicBlockD} behind its shortcut. */
  Tensor block(String name, Tensor x, Tensor shortcut, List<Integer> stride) {
    Tensor y = unit(name + ".conv1", x, stride);
    List<Integer> ones = Collections.nCopies(stride.size(), 1);
    y = normalized(name + ".conv2", conv(name + ".conv2.conv", y, ones));
    return scope.ops().leakyRelu(scope.ops().add(y, shortcut), 0.01);
  }

  /** The projection of a shortcut, which has no bias. */
  Tensor projected(String name, Tensor x) {
    Tensor weight = scope.variable(name + ".conv.weight");
    return normalized(name, scope.ops().conv(x, weight, null, ConvSpec.of(2, 1, 0)));
  }

  Tensor mean(Tensor x, List<Integer> stride) {
    return scope
        .ops()
        .avgPool(x, new PoolSpec(stride, stride, Collections.nCopies(stride.size(), 0)));
  }

  Tensor up(String name, Tensor x, List<Integer> stride) {
    int rank = stride.size();
    ConvSpec spec =
        new ConvSpec(stride, Collections.nCopies(rank, 0), Collections.nCopies(rank, 1), 1);
    return scope
        .ops()
        .convTranspose(x, scope.variable(name + ".weight"), scope.variable(name + ".bias"), spec);
  }

  Tensor conv(String name, Tensor x, List<Integer> stride) {
    Tensor weight = scope.variable(name + ".weight");
    List<Integer> padding =
        IntStream.of(weight.shape().spatial().toArray()).mapToObj(k -> (k - 1) / 2).toList();
    ConvSpec spec = new ConvSpec(stride, padding, Collections.nCopies(stride.size(), 1), 1);
    return scope.ops().conv(x, weight, scope.variable(name + ".bias"), spec);
  }

  private Tensor normalized(String name, Tensor x) {
    Ops ops = scope.ops();
    int rank = x.shape().rank();
    int[] space = IntStream.range(2, rank).toArray();
    Tensor centred = ops.sub(x, ops.mean(x, true, space));
    Tensor variance = ops.mean(ops.square(centred), true, space);
    Tensor scaled = ops.mul(centred, ops.rsqrt(ops.add(variance, 1e-5)));
    int[] channels = new int[rank];
    Arrays.fill(channels, 1);
    channels[1] = x.shape().dim(1);
    Tensor scale = ops.reshape(scope.variable(name + ".norm.weight"), Shape.of(channels));
    Tensor shift = ops.reshape(scope.variable(name + ".norm.bias"), Shape.of(channels));
    return ops.add(ops.mul(scaled, scale), shift);
  }
}
