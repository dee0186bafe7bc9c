package dev.icl.modules.proxy;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.Layer;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * A 1×1 convolution on channels that are rows, {@code [in, M] → [out, M]}: one matrix product,
 * where a convolution of two to sixteen channels would leave every engine's fast path. Its state is
 * that of the convolution.
 */
final class PixelwiseLinear implements Layer {
  private final String name;
  private final int in;
  private final int out;
  private final boolean bias;
  private final Conv stored;

  PixelwiseLinear(String name, int rank, int in, int out, boolean bias) {
    Conv conv = Conv.same(name, rank, in, out, 1);
    this.name = name;
    this.in = in;
    this.out = out;
    this.bias = bias;
    this.stored = bias ? conv : conv.withoutBias();
  }

  @Override
  public List<VariableSpec> variables() {
    return stored.variables();
  }

  @Override
  public Tensor apply(Scope scope, Tensor x) {
    Tensor weight = scope.ops().reshape(scope.variable(name + ".weight"), Shape.of(out, in));
    Tensor product = scope.ops().matmul(weight, x);
    return bias
        ? scope
            .ops()
            .add(product, scope.ops().reshape(scope.variable(name + ".bias"), Shape.of(out, 1)))
        : product;
  }
}
