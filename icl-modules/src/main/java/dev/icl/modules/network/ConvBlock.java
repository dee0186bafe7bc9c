package dev.icl.modules.network;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.BatchNorm;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * A block of two times 3×3 convolution, batch norm and leaky ReLU, with dropout between the two.
 * State-dict names are {@code name.conv_conv.0, .1, .4, .5}.
 */
final class ConvBlock implements Layer {
  private static final double SLOPE = 0.01;

  private final Conv firstConv;
  private final BatchNorm firstNorm;
  private final double dropout;
  private final Conv secondConv;
  private final BatchNorm secondNorm;

  ConvBlock(String name, int rank, int in, int out, double dropout) {
    this.firstConv = Conv.same(name + ".conv_conv.0", rank, in, out, 3);
    this.firstNorm = new BatchNorm(name + ".conv_conv.1", out);
    this.dropout = dropout;
    this.secondConv = Conv.same(name + ".conv_conv.4", rank, out, out, 3);
    this.secondNorm = new BatchNorm(name + ".conv_conv.5", out);
  }

  @Override
  public List<VariableSpec> variables() {
    return VariableLists.concat(List.of(firstConv, firstNorm, secondConv, secondNorm));
  }

  @Override
  public Tensor apply(Scope scope, Tensor x) {
    return rest(scope, firstConv.apply(scope, x));
  }

  /** The block of parts that follow one another along the channels. */
  Tensor applyConcatenated(Scope scope, List<Tensor> parts) {
    return rest(scope, firstConv.applyConcatenated(scope, parts));
  }

  private Tensor rest(Scope scope, Tensor convolved) {
    Tensor first = activated(scope, firstNorm, convolved);
    Tensor dropped = scope.dropout(first, dropout, first.shape());
    return activated(scope, secondNorm, secondConv.apply(scope, dropped));
  }

  private static Tensor activated(Scope scope, BatchNorm norm, Tensor convolved) {
    Tensor normalized = norm.apply(scope, scope.ops().lastUse(convolved));
    return scope.ops().leakyRelu(scope.ops().lastUse(normalized), SLOPE);
  }
}
