package dev.icl.modules.network;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Activation;
import dev.icl.core.nn.ChannelDropout;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.ConvStyle;
import dev.icl.core.nn.ConvUnit;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.Norm;
import dev.icl.core.nn.TransposedConv;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The V-Net of UA-MT and SSL4MIS: levels of one to three 3×3×3 convolutions, each with batch norm
 * and ReLU; 2×2×2 convolutions of stride 2 between them on the way down, transposed ones on the way
 * up, with batch norm and ReLU too; skip connections are added; a 1×1×1 convolution to class
 * scores. After Milletari et al., <i>V-Net</i>, 3DV 2016, without its residuals. Whole channels are
 * dropped at the centre and before the last convolution. With channels 16, 32, 64, 128, 256 it has
 * 9.4 million parameters.
 *
 * <p>Features are the centre and the outputs of the two deepest levels of the way up, at a
 * sixteenth, an eighth and a quarter of the image's size.
 */
public final class VNet extends PyramidNetwork {
  /** The value of {@code network.name}. */
  public static final String NAME = "vnet";

  private static final int RANK = 3;
  private static final int DEPTH = 4;
  private static final int FEATURE_LEVELS = 2;
  private static final List<String> BLOCKS =
      List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  /** Convolutions of each block. */
  private static final List<Integer> CONVOLUTIONS = List.of(1, 2, 3, 3, 3, 3, 3, 2, 1);

  private static final List<Integer> HALVED = List.of(2, 2, 2);
  private static final ConvStyle STYLE = new ConvStyle(Norm.BATCH, Activation.RELU);

  private final VolumeSettings settings;
  private final List<Stage> stages;
  private final Conv head;

  /**
   * Declares the network.
   *
   * @param inputChannels channels of an image
   * @param classes the number of classes, background included
   * @param settings five widths, shallow to deep, and two dropout rates
   */
  public VNet(int inputChannels, int classes, VolumeSettings settings) {
    super(NAME, RANK, classes, settings.channels());
    this.settings = settings;
    this.stages =
        IntStream.range(0, BLOCKS.size()).mapToObj(i -> stage(i, inputChannels, settings)).toList();
    this.head = Conv.same("out_conv", RANK, settings.channels().get(0), classes, 1);
  }

  /**
   * A block and what leads to the next one.
   *
   * @param block convolutions that keep the size
   * @param passage down behind the first four blocks, up behind the next four; none behind the last
   */
  private record Stage(List<ConvUnit> block, List<ConvUnit> passage) {
    Tensor block(Scope scope, Tensor x) {
      return applied(block, scope, x);
    }

    Tensor passage(Scope scope, Tensor x) {
      return applied(passage, scope, x);
    }

    private static Tensor applied(List<ConvUnit> units, Scope scope, Tensor x) {
      Tensor y = x;
      for (ConvUnit unit : units) {
        y = unit.apply(scope, y);
      }
      return y;
    }
  }

  private static Stage stage(int index, int inputChannels, VolumeSettings settings) {
    int level = level(index);
    int width = settings.channels().get(level);
    String name = "block_" + BLOCKS.get(index);
    List<ConvUnit> block = new ArrayList<>();
    for (int i = 0; i < CONVOLUTIONS.get(index); i++) {
      int in = index == 0 && i == 0 ? inputChannels : width;
      // convolution, norm and ReLU are three entries of one sequence
      String conv = name + ".conv." + 3 * i;
      String norm = name + ".conv." + (3 * i + 1);
      block.add(ConvUnit.of(Conv.same(conv, RANK, in, width, 3), norm, width, STYLE));
    }
    List<ConvUnit> passage = new ArrayList<>();
    if (index + 1 < BLOCKS.size()) {
      int next = settings.channels().get(level(index + 1));
      boolean down = index < DEPTH;
      String to = name + (down ? "_dw" : "_up");
      Layer conv =
          down
              ? Conv.strided(to + ".conv.0", width, next, HALVED, HALVED)
              : new TransposedConv(to + ".conv.0", width, next, HALVED);
      passage.add(ConvUnit.of(conv, to + ".conv.1", next, STYLE));
    }
    return new Stage(List.copyOf(block), List.copyOf(passage));
  }

  /** The level of a block: 0 for the first and the last. */
  private static int level(int index) {
    return DEPTH - Math.abs(DEPTH - index);
  }

  @Override
  public List<VariableSpec> variables() {
    Stream<Layer> units =
        stages.stream().flatMap(s -> Stream.concat(s.block().stream(), s.passage().stream()));
    return VariableLists.concat(Stream.concat(units, Stream.of(head)).toList());
  }

  @Override
  public List<FeatureLevel> features() {
    return levels(DEPTH, DEPTH - FEATURE_LEVELS);
  }

  @Override
  Trunk trunk(Scope scope, Tensor images) {
    List<Tensor> skips = new ArrayList<>();
    Tensor x = images;
    for (int i = 0; i < DEPTH; i++) {
      x = down(scope, i, x);
      skips.add(scope.encoded(x, CHANNELS));
    }
    List<Tensor> features = new ArrayList<>();
    x = scope.encoded(dropped(scope, down(scope, DEPTH, x), 0), CHANNELS);
    features.add(x);
    for (int i = 0; i < FEATURE_LEVELS; i++) {
      x = up(scope, DEPTH + i, x, skips);
      features.add(x);
    }
    return new Trunk(x, List.copyOf(features), skips.subList(0, DEPTH - FEATURE_LEVELS));
  }

  /** From the output of the block before to that of a block, on the way down. */
  private Tensor down(Scope scope, int index, Tensor x) {
    return scope.block(
        in -> {
          Tensor reduced = index == 0 ? in : stages.get(index - 1).passage(scope, in);
          return stages.get(index).block(scope, reduced);
        },
        x);
  }

  /** From the output of a block to that of the next one, on the way up. */
  private Tensor up(Scope scope, int index, Tensor x, List<Tensor> skips) {
    return scope.block(
        (in, skip) -> {
          Tensor enlarged = stages.get(index).passage(scope, in);
          return stages.get(index + 1).block(scope, scope.ops().add(enlarged, skip));
        },
        x,
        skips.get(level(index + 1)));
  }

  @Override
  Tensor logits(Scope scope, Tensor feature, List<Tensor> skips) {
    Tensor x = feature;
    for (int i = DEPTH + FEATURE_LEVELS; i + 1 < stages.size(); i++) {
      x = up(scope, i, x, skips);
    }
    return head.apply(scope, dropped(scope, x, 1));
  }

  private Tensor dropped(Scope scope, Tensor x, int place) {
    return new ChannelDropout(settings.dropout().get(place)).apply(scope, x);
  }
}
