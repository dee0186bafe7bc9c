package dev.icl.modules.network.unet;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A level of the encoder: blocks one after another, of which the first makes the image smaller.
 *
 * @param blocks at least one
 */
record EncoderLevel(List<Layer> blocks) implements Layer {
  private static final String ENCODER = "encoder.";

  /**
   * The levels of a network, shallow to deep. State-dict names are {@code encoder.stages.0.0.convs}
   * of plain levels, {@code encoder.stages.0.blocks} of residual ones and {@code
   * encoder.stem.convs} of the convolution in front of these.
   *
   * @param channels of an image
   * @param settings complete
   */
  static List<EncoderLevel> all(int channels, UNetSettings settings) {
    return IntStream.range(0, settings.features().size())
        .mapToObj(
            level ->
                new EncoderLevel(
                    settings.encoder() == EncoderKind.PLAIN
                        ? plain(level, channels, settings)
                        : residual(level, channels, settings)))
        .toList();
  }

  private static List<Layer> plain(int level, int channels, UNetSettings settings) {
    int width = settings.features().get(level);
    List<Integer> widths = new ArrayList<>();
    widths.add(level == 0 ? channels : settings.features().get(level - 1));
    widths.addAll(Collections.nCopies(settings.blocks().get(level), width));
    String name = ENCODER + "stages." + level + ".0";
    return List.copyOf(
        UNetParts.stack(
            name, widths, settings.kernels().get(level), settings.strides().get(level)));
  }

  private static List<Layer> residual(int level, int channels, UNetSettings settings) {
    int width = settings.features().get(level);
    List<Integer> kernel = settings.kernels().get(level);
    List<Integer> stride = settings.strides().get(level);
    List<Layer> blocks = new ArrayList<>();
    if (level == 0) {
      blocks.addAll(UNetParts.stack(ENCODER + "stem", List.of(channels, width), kernel, stride));
    }
    int in = level == 0 ? width : settings.features().get(level - 1);
    for (int i = 0; i < settings.blocks().get(level); i++) {
      blocks.add(
          new ResidualBlock(
              ENCODER + "stages." + level + ".blocks." + i,
              i == 0 ? in : width,
              width,
              kernel,
              i == 0 ? stride : UNetParts.ones(stride.size())));
    }
    return List.copyOf(blocks);
  }

  @Override
  public List<VariableSpec> variables() {
    return VariableLists.concat(blocks);
  }

  @Override
  public Tensor apply(Scope scope, Tensor x) {
    Tensor y = x;
    for (Layer block : blocks) {
      y = block.apply(scope, y);
    }
    return y;
  }
}
