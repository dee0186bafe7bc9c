package dev.icl.modules.network;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Activation;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.ConvStyle;
import dev.icl.core.nn.ConvUnit;
import dev.icl.core.nn.Initializers;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.Norm;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * A level of the 3-D U-Net: twice 3×3×3 convolution, instance norm without scale and shift, ReLU.
 * State-dict names are {@code name.conv1.0} and {@code name.conv2.0}; weights are Kaiming-normal.
 */
final class VolumeBlock implements Layer {
  private static final int RANK = 3;
  private static final ConvStyle STYLE = new ConvStyle(Norm.INSTANCE, Activation.RELU);

  private final Conv conv;
  private final ConvUnit first;
  private final ConvUnit second;

  VolumeBlock(String name, int in, int out) {
    this.conv = kaiming(name + ".conv1.0", in, out, 3);
    this.first = ConvUnit.of(conv, name + ".conv1.1", out, STYLE);
    this.second =
        ConvUnit.of(kaiming(name + ".conv2.0", out, out, 3), name + ".conv2.1", out, STYLE);
  }

  /** A convolution that keeps the spatial size, with the initial weights of this network. */
  static Conv kaiming(String name, int in, int out, int kernel) {
    return Conv.same(name, RANK, in, out, kernel).withInitializer(Initializers.kaimingNormal());
  }

  @Override
  public List<VariableSpec> variables() {
    return VariableLists.concat(List.of(first, second));
  }

  @Override
  public Tensor apply(Scope scope, Tensor x) {
    return second.apply(scope, first.apply(scope, x));
  }

  /** The block of parts that follow one another along the channels. */
  Tensor applyConcatenated(Scope scope, List<Tensor> parts) {
    return second.apply(scope, first.after(scope, conv.applyConcatenated(scope, parts)));
  }
}
