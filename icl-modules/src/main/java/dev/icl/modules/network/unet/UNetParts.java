package dev.icl.modules.network.unet;

import dev.icl.core.nn.Activation;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.ConvStyle;
import dev.icl.core.nn.ConvUnit;
import dev.icl.core.nn.Norm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The convolutions of the U-Net: each with bias, affine instance norm and leaky ReLU of slope
 * {@value #SLOPE}. State-dict names are {@code name.conv} and {@code name.norm}.
 */
final class UNetParts {
  /** Of the leaky ReLUs, and what first weights are drawn for. */
  static final double SLOPE = 0.01;

  private static final ConvStyle STYLE =
      new ConvStyle(Norm.AFFINE_INSTANCE, Activation.leakyRelu(SLOPE));
  private static final ConvStyle NO_ACTIVATION =
      new ConvStyle(Norm.AFFINE_INSTANCE, Activation.NONE);

  private UNetParts() {}

  /** The activation behind each convolution, and behind the sum of a residual block. */
  static Activation activation() {
    return STYLE.activation();
  }

  /**
   * A convolution, its norm and its activation.
   *
   * @param name state-dict prefix
   * @param in input channels
   * @param out output channels
   * @param kernel its size along each axis, odd
   * @param stride its step along each axis
   */
  static ConvUnit unit(String name, int in, int out, List<Integer> kernel, List<Integer> stride) {
    return ConvUnit.of(conv(name, in, out, kernel, stride), name + ".norm", out, STYLE);
  }

  /** The same without the activation. */
  static ConvUnit linear(String name, int in, int out, List<Integer> kernel, List<Integer> stride) {
    return ConvUnit.of(conv(name, in, out, kernel, stride), name + ".norm", out, NO_ACTIVATION);
  }

  /** The shortcut of a residual block that has another number of channels: 1×1, without bias. */
  static ConvUnit projection(String name, int in, int out, int rank) {
    List<Integer> ones = ones(rank);
    Conv conv = conv(name, in, out, ones, ones).withoutBias();
    return ConvUnit.of(conv, name + ".norm", out, NO_ACTIVATION);
  }

  /**
   * Units one after another, of which the first has the stride.
   *
   * @param name state-dict prefix of {@code .convs.0}, {@code .convs.1} and so on
   * @param channels of the input, then of the output of each
   * @param kernel of each
   * @param stride of the first
   */
  static List<ConvUnit> stack(
      String name, List<Integer> channels, List<Integer> kernel, List<Integer> stride) {
    List<ConvUnit> units = new ArrayList<>();
    for (int i = 0; i + 1 < channels.size(); i++) {
      units.add(
          unit(
              name + ".convs." + i,
              channels.get(i),
              channels.get(i + 1),
              kernel,
              i == 0 ? stride : ones(stride.size())));
    }
    return units;
  }

  static Conv conv(String name, int in, int out, List<Integer> kernel, List<Integer> stride) {
    return Conv.strided(name + ".conv", in, out, kernel, stride);
  }

  static List<Integer> ones(int rank) {
    return Collections.nCopies(rank, 1);
  }
}
