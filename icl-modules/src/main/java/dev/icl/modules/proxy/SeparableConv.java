package dev.icl.modules.proxy;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.BatchNorm;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A depthwise 3×3 convolution and a pointwise one, each with batch norm and ReLU, without biases:
 * {@code [N, C, spatial] → [C, N · spatial]}. State-dict names are {@code name.depthwise,
 * .bn_depth, .pointwise, .bn_point}.
 *
 * <p>Behind the depthwise convolution nothing looks at neighbours any more, so channels become
 * rows: with two to sixteen channels that is much the faster layout.
 */
final class SeparableConv implements Layer {
  private final Conv depthwise;
  private final BatchNorm depthNorm;
  private final PixelwiseLinear pointwise;
  private final BatchNorm pointNorm;

  SeparableConv(String name, int rank, int channels) {
    this.depthwise = Conv.depthwise(name + ".depthwise", rank, channels, 3).withoutBias();
    this.depthNorm = new BatchNorm(name + ".bn_depth", channels);
    this.pointwise = new PixelwiseLinear(name + ".pointwise", rank, channels, channels, false);
    this.pointNorm = new BatchNorm(name + ".bn_point", channels);
  }

  @Override
  public List<VariableSpec> variables() {
    return VariableLists.concat(List.of(depthwise, depthNorm, pointwise, pointNorm));
  }

  @Override
  public Tensor apply(Scope scope, Tensor x) {
    Tensor rows = channelRows(scope.ops(), depthwise.apply(scope, x));
    Tensor depth = activated(scope, depthNorm, rows);
    return activated(scope, pointNorm, pointwise.apply(scope, depth));
  }

  /** {@code [N, C, spatial] → [C, N · spatial]}. */
  private static Tensor channelRows(Ops ops, Tensor x) {
    Shape shape = x.shape();
    int[] channelsFirst = IntStream.range(0, shape.rank()).toArray();
    channelsFirst[0] = 1;
    channelsFirst[1] = 0;
    int channels = shape.dim(1);
    int pixels = Math.toIntExact(shape.numel() / channels);
    return ops.reshape(ops.transpose(x, channelsFirst), Shape.of(channels, pixels));
  }

  /** Batch norm over all pixels, as of one image of height 1, and ReLU. */
  private static Tensor activated(Scope scope, BatchNorm norm, Tensor rows) {
    Ops ops = scope.ops();
    Shape shape = rows.shape();
    Tensor image = ops.reshape(rows, Shape.of(1, shape.dim(0), 1, shape.dim(1)));
    return ops.relu(ops.reshape(norm.apply(scope, image), shape));
  }
}
