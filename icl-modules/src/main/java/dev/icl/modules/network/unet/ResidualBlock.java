package dev.icl.modules.network.unet;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.ConvUnit;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A residual block of two convolutions ({@code BasicBlockD} of dynamic-network-architectures). The
 * shortcut is averaged over the stride, and projected where the number of channels changes. He et
 * al., <i>Bag of tricks for image classification with convolutional neural networks</i>, CVPR 2019
 * (ResNet-D). State-dict names are {@code name.conv1}, {@code name.conv2} and {@code name.skip}.
 */
final class ResidualBlock implements Layer {
  /** The end of the name of the last norm's scale before the sum, which begins with 0. */
  static final String LAST_SCALE = ".conv2.norm.weight";

  private final ConvUnit first;
  private final ConvUnit second;
  private final Optional<PoolSpec> mean;
  private final Optional<ConvUnit> projection;

  /**
   * Declares a block.
   *
   * @param name state-dict prefix
   * @param in input channels
   * @param out output channels
   * @param kernel of both convolutions, along each axis
   * @param stride of the first one, along each axis
   */
  ResidualBlock(String name, int in, int out, List<Integer> kernel, List<Integer> stride) {
    int rank = stride.size();
    boolean strided = stride.stream().anyMatch(step -> step > 1);
    this.first = UNetParts.unit(name + ".conv1", in, out, kernel, stride);
    this.second = UNetParts.linear(name + ".conv2", out, out, kernel, UNetParts.ones(rank));
    this.mean =
        strided
            ? Optional.of(new PoolSpec(stride, stride, Collections.nCopies(rank, 0)))
            : Optional.empty();
    // the mean is an entry of the sequence too
    this.projection =
        in == out
            ? Optional.empty()
            : Optional.of(UNetParts.projection(name + ".skip." + (strided ? 1 : 0), in, out, rank));
  }

  @Override
  public List<VariableSpec> variables() {
    List<Layer> layers = new ArrayList<>(List.of(first, second));
    projection.ifPresent(layers::add);
    return VariableLists.concat(layers);
  }

  @Override
  public Tensor apply(Scope scope, Tensor x) {
    Tensor shortcut = mean.map(spec -> scope.ops().avgPool(x, spec)).orElse(x);
    if (projection.isPresent()) {
      shortcut = projection.get().apply(scope, shortcut);
    }
    Tensor residual = second.apply(scope, first.apply(scope, x));
    Tensor sum = scope.ops().add(scope.ops().lastUse(residual), shortcut);
    return UNetParts.activation().apply(scope.ops(), sum);
  }
}
