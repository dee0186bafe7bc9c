package dev.icl.modules.network;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Activation;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.ConvStyle;
import dev.icl.core.nn.ConvUnit;
import dev.icl.core.nn.InstanceNorm;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.Norm;
import dev.icl.core.nn.NormedMultiples;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * MONAI's residual block for volumes: 3×3×3 convolution, instance norm without scale and shift,
 * leaky ReLU, another convolution and norm; then the input is added, through a 1×1×1 convolution
 * and a norm where the number of channels changes, and a leaky ReLU follows. Convolutions have no
 * bias; they are {@code name.conv1.conv}, {@code name.conv2.conv} and {@code name.conv3.conv}.
 */
final class UnetrBlock implements Layer {
  private static final int RANK = 3;
  private static final Activation LEAKY = Activation.leakyRelu(0.01);

  private final Conv firstConv;
  private final ConvUnit first;
  private final ConvUnit second;
  private final List<Conv> shortcut;
  private final List<NormedMultiples> grey;

  UnetrBlock(String name, int in, int out) {
    this.firstConv = conv(name + ".conv1", in, out, 3);
    this.first = ConvUnit.of(firstConv, name + ".norm1", out, new ConvStyle(Norm.INSTANCE, LEAKY));
    this.second =
        ConvUnit.of(
            conv(name + ".conv2", out, out, 3),
            name + ".norm2",
            out,
            new ConvStyle(Norm.INSTANCE, Activation.NONE));
    String third = name + ".conv3";
    this.shortcut = in == out || in == 1 ? List.of() : List.of(conv(third, in, out, 1));
    this.grey =
        in == 1 && out > 1 ? List.of(new NormedMultiples(third + ".conv", RANK, out)) : List.of();
  }

  private static Conv conv(String name, int in, int out, int kernel) {
    return Conv.same(name + ".conv", RANK, in, out, kernel).withoutBias();
  }

  @Override
  public List<VariableSpec> variables() {
    List<Layer> layers = new ArrayList<>(List.of(first, second));
    layers.addAll(shortcut);
    layers.addAll(grey);
    return VariableLists.concat(layers);
  }

  @Override
  public Tensor apply(Scope scope, Tensor x) {
    return applyConcatenated(scope, List.of(x));
  }

  /**
   * The block of parts that follow one another along the channels.
   *
   * @param parts one where the number of channels stays
   */
  Tensor applyConcatenated(Scope scope, List<Tensor> parts) {
    Ops ops = scope.ops();
    Tensor convolved = first.after(scope, firstConv.applyConcatenated(scope, parts));
    Tensor branch = second.apply(scope, convolved);
    Tensor kept = parts.get(0);
    for (Conv conv : shortcut) {
      kept = new InstanceNorm().apply(scope, conv.applyConcatenated(scope, parts));
    }
    for (NormedMultiples multiples : grey) {
      kept = multiples.apply(scope, kept);
    }
    return LEAKY.apply(ops, ops.add(branch, kept));
  }
}
