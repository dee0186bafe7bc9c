package dev.icl.modules.proxy;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.BatchNorm;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * A depthwise 3×3 convolution and a pointwise one, each with batch norm and ReLU, without biases.
 * State-dict names are {@code name.depthwise, .bn_depth, .pointwise, .bn_point}.
 */
final class SeparableConv implements Layer {
  private final Conv depthwise;
  private final BatchNorm depthNorm;
  private final Conv pointwise;
  private final BatchNorm pointNorm;

  SeparableConv(String name, int rank, int channels) {
    this.depthwise = Conv.depthwise(name + ".depthwise", rank, channels, 3).withoutBias();
    this.depthNorm = new BatchNorm(name + ".bn_depth", channels);
    this.pointwise = Conv.same(name + ".pointwise", rank, channels, channels, 1).withoutBias();
    this.pointNorm = new BatchNorm(name + ".bn_point", channels);
  }

  @Override
  public List<VariableSpec> variables() {
    return VariableLists.concat(List.of(depthwise, depthNorm, pointwise, pointNorm));
  }

  @Override
  public Tensor apply(Scope scope, Tensor x) {
    Tensor depth =
        scope.ops().relu(depthNorm.apply(scope, depthwise.apply(scope, x)));
    return scope.ops().relu(pointNorm.apply(scope, pointwise.apply(scope, depth)));
  }
}
