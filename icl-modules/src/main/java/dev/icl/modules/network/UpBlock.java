package dev.icl.modules.network;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * A decoder level: 1×1 convolution, upsampling to the size of the skip connection (linear, corners
 * aligned), {@code [skip, up]} concatenated, a {@link ConvBlock}. State-dict names are {@code
 * name.conv1x1} and {@code name.conv.conv_conv.*}.
 */
final class UpBlock {
  private final Conv reduce;
  private final ConvBlock block;

  UpBlock(String name, int rank, int in, int skip) {
    this.reduce = Conv.same(name + ".conv1x1", rank, in, skip, 1);
    this.block = new ConvBlock(name + ".conv", rank, 2 * skip, skip, 0);
  }

  List<VariableSpec> variables() {
    return VariableLists.concat(List.of(reduce, block));
  }

  Tensor apply(Scope scope, Tensor x, Tensor skip) {
    return scope.block((in, joining) -> applied(scope, in, joining), x, skip);
  }

  private Tensor applied(Scope scope, Tensor x, Tensor skip) {
    Tensor up =
        scope.ops().resize(reduce.apply(scope, x), skip.shape().spatial(), Resize.LINEAR_ALIGNED);
    return block.applyConcatenated(scope, List.of(skip, up));
  }
}
