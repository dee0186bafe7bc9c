package dev.icl.modules.network;

import dev.icl.core.attention.DropPath;
import dev.icl.core.attention.FixedWindows;
import dev.icl.core.attention.MergeOrder;
import dev.icl.core.attention.Mlp;
import dev.icl.core.attention.PatchEmbedding;
import dev.icl.core.attention.PatchExpanding;
import dev.icl.core.attention.PatchMerging;
import dev.icl.core.attention.TokenWindows;
import dev.icl.core.attention.WindowBlock;
import dev.icl.core.engine.Initializer;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.Initializers;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.LayerNorm;
import dev.icl.core.nn.Linear;
import dev.icl.core.nn.LinearWeights;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The authors' Swin-UNet: a Swin transformer as encoder, and a decoder of the same blocks that
 * expands the tokens, joins those of the encoder by a linear layer, and at last makes sixteen
 * tokens of each, one for every pixel. Cao et al., <i>Swin-Unet</i>, ECCV workshops 2022. With an
 * embedding of 96 and windows of 7 it has 27.2 million parameters.
 *
 * <p>Features are the tokens behind the last block of every decoder level that has any. An image of
 * one channel is seen as three equal ones. The network is made for images of one size.
 */
public final class SwinUNet2d extends PyramidNetwork {
  /** The value of {@code network.name}. */
  public static final String NAME = "swinunet2d";

  /** The size of a patch that becomes a token, along each axis. */
  static final int PATCH = 4;

  private static final int RANK = 2;
  private static final int PATCH_LEVEL = 2;
  private static final int COLOURS = 3;
  private static final int MLP_RATIO = 4;
  private static final String PREFIX = "swin_unet.";

  /** Cut at ±2, which is a hundred standard deviations. */
  private static final Initializer WEIGHTS = Initializers.truncatedNormal(0.02, 2);

  private static final Pattern DECODER_LEVEL = Pattern.compile("layers_up\\.([0-9])(\\..*)");

  private final SwinSettings settings;
  private final Shape patch;
  private final PatchEmbedding embedding;
  private final List<Stage> encoder;
  private final PatchExpanding firstExpansion;
  private final List<Level> decoder;
  private final LayerNorm encoderNorm;
  private final LayerNorm decoderNorm;
  private final PatchExpanding lastExpansion;
  private final Conv head;
  private final List<VariableSpec> variables;

  /**
   * Declares the network.
   *
   * @param image channels, classes and size of images
   * @param settings with one number of heads for each stage, at least two
   * @throws IllegalArgumentException if the heads do not divide the channels, or the windows do not
   *     divide the tokens
   */
  public SwinUNet2d(ImageSpec image, SwinSettings settings) {
    super(NAME, RANK, image.classes(), channels(settings));
    int stages = settings.stages();
    int width = settings.embedding();
    this.settings = settings;
    this.patch = Shape.of(image.patch());
    this.embedding =
        new PatchEmbedding(
            PREFIX + "patch_embed", RANK, inputs(image.channels()), width, PATCH, true);
    this.encoder =
        IntStream.range(0, stages)
            .mapToObj(stage -> stage(settings, image.patch(), stage, "layers." + stage))
            .toList();
    this.firstExpansion = expansion("layers_up.0", settings.channels(stages - 1));
    this.decoder =
        IntStream.range(1, stages)
            .mapToObj(level -> level(settings, image.patch(), level))
            .toList();
    this.encoderNorm = new LayerNorm(PREFIX + "norm", settings.channels(stages - 1));
    this.decoderNorm = new LayerNorm(PREFIX + "norm_up", width);
    this.lastExpansion = new PatchExpanding(PREFIX + "up", RANK, width, PATCH, width);
    this.head = Conv.same(PREFIX + "output", RANK, width, image.classes(), 1).withoutBias();
    this.variables = LinearWeights.drawn(declared(), WEIGHTS);
  }

  /**
   * A stage of the encoder.
   *
   * @param blocks of the stage
   * @param merging the way to the next stage; none behind the last
   */
  private record Stage(List<WindowBlock> blocks, List<PatchMerging> merging) {}

  /**
   * A level of the decoder.
   *
   * @param name state-dict prefix
   * @param join of the tokens from below and the encoder's
   * @param blocks of the level
   * @param expansion the way to the next level; none behind the last
   */
  private record Level(
      String name, Linear join, List<WindowBlock> blocks, List<PatchExpanding> expansion) {}

  private static List<Integer> channels(SwinSettings settings) {
    Stream<Integer> above = Stream.generate(settings::embedding).limit(PATCH_LEVEL);
    return Stream.concat(above, IntStream.range(0, settings.stages()).mapToObj(settings::channels))
        .toList();
  }

  /** The channels that an image is seen with. */
  private static int inputs(int channels) {
    return channels == 1 ? COLOURS : channels;
  }

  private static Stage stage(SwinSettings settings, List<Integer> patch, int stage, String name) {
    boolean last = stage == settings.stages() - 1;
    PatchMerging merging =
        new PatchMerging(
            PREFIX + name + ".downsample",
            RANK,
            settings.channels(stage),
            MergeOrder.FIRST_AXIS_FASTEST);
    return new Stage(blocks(settings, patch, stage, name), last ? List.of() : List.of(merging));
  }

  /** The level of the decoder that joins the tokens of the stage as far from the last one. */
  private static Level level(SwinSettings settings, List<Integer> patch, int level) {
    int stage = settings.stages() - 1 - level;
    int channels = settings.channels(stage);
    String name = "layers_up." + level;
    return new Level(
        PREFIX + name,
        new Linear(PREFIX + "concat_back_dim." + level, 2 * channels, channels),
        blocks(settings, patch, stage, name),
        stage == 0 ? List.of() : List.of(expansion(name + ".upsample", channels)));
  }

  private static PatchExpanding expansion(String name, int channels) {
    return new PatchExpanding(PREFIX + name, RANK, channels, 2, channels / 2);
  }

  private static List<WindowBlock> blocks(
      SwinSettings settings, List<Integer> patch, int stage, String name) {
    List<Integer> grid = patch.stream().map(size -> size / (PATCH << stage)).toList();
    int channels = settings.channels(stage);
    return IntStream.range(0, settings.depths().get(stage))
        .mapToObj(
            i -> {
              String block = PREFIX + name + ".blocks." + i;
              return new WindowBlock(
                  block,
                  new FixedWindows(TokenWindows.allAxes(grid, settings.window(), i % 2 == 1)),
                  settings.heads().get(stage),
                  new Mlp(block + ".mlp", channels, MLP_RATIO * channels),
                  new DropPath(settings.dropPath(stage, i)));
            })
        .toList();
  }

  private List<VariableSpec> declared() {
    List<Layer> layers = new ArrayList<>(List.of(embedding));
    for (Stage stage : encoder) {
      layers.addAll(stage.blocks());
      layers.addAll(stage.merging());
    }
    layers.add(firstExpansion);
    for (Level level : decoder) {
      layers.addAll(level.blocks());
      layers.addAll(level.expansion());
    }
    decoder.forEach(level -> layers.add(level.join()));
    layers.addAll(List.of(encoderNorm, decoderNorm, lastExpansion, head));
    return VariableLists.concat(layers);
  }

  @Override
  public List<VariableSpec> variables() {
    return variables;
  }

  @Override
  public List<FeatureLevel> features() {
    return levels(depth() - 1, PATCH_LEVEL).stream().map(FeatureLevel::asTokens).toList();
  }

  /** Linear layers of heads begin as those of the network, and attend as its stages do. */
  @Override
  public HeadStyle heads() {
    return new HeadStyle(
        HeadStyle.COMMON.queries(), Optional.of(WEIGHTS), HeadStyle.ofStages(settings.heads()));
  }

  /**
   * Those of Swin transformers that classify images, whose stages go into the decoder's level of
   * the same size as well, as the authors' program puts them there.
   */
  @Override
  public List<String> publishedNames(String variable) {
    String name = variable.substring(PREFIX.length());
    Matcher level = DECODER_LEVEL.matcher(name);
    return level.matches()
        ? List.of(
            name,
            "layers." + (settings.stages() - 1 - Integer.parseInt(level.group(1))) + level.group(2))
        : List.of(name);
  }

  @Override
  Trunk trunk(Scope scope, Tensor images) {
    if (!images.shape().spatial().equals(patch)) {
      throw new IllegalArgumentException(
          "images %s: this network is made for spatial sizes of %s"
              .formatted(images.shape(), patch));
    }
    Ops ops = scope.ops();
    Tensor x = passed(scope, "patch_embed", embedding.apply(scope, coloured(ops, images)));
    List<Tensor> skips = new ArrayList<>();
    for (int i = 0; i < encoder.size(); i++) {
      skips.add(scope.encoded(x, RANK + 1));
      x = applied(scope, encoder.get(i).blocks(), x);
      for (PatchMerging merging : encoder.get(i).merging()) {
        x = passed(scope, "layers." + i + ".downsample", merging.apply(scope, x));
      }
      passed(scope, "layers." + i, x);
    }
    x = scope.encoded(passed(scope, "norm", encoderNorm.apply(scope, x)), RANK + 1);
    x = passed(scope, "layers_up.0", firstExpansion.apply(scope, x));
    List<Tensor> features = new ArrayList<>();
    for (int i = 0; i < decoder.size(); i++) {
      Level level = decoder.get(i);
      Tensor skip = skips.get(decoder.size() - 1 - i);
      x = level.join().apply(scope, ops.concat(List.of(x, skip), RANK + 1));
      scope.passed(level.join().name(), x);
      x = applied(scope, level.blocks(), x);
      features.add(tokens(ops, x));
      for (PatchExpanding expansion : level.expansion()) {
        x = expansion.apply(scope, x);
        scope.passed(level.name() + ".upsample", x);
      }
    }
    return new Trunk(x, List.copyOf(features), List.of());
  }

  @Override
  Tensor logits(Scope scope, Tensor x, List<Tensor> skips) {
    Ops ops = scope.ops();
    Tensor tokens = passed(scope, "norm_up", decoderNorm.apply(scope, x));
    tokens = passed(scope, "up", lastExpansion.apply(scope, tokens));
    // as a product: there are fewer classes to bring to the front than channels
    Tensor weight = scope.variable(PREFIX + "output.weight");
    Shape matrix = Shape.of(classes(), settings.embedding());
    Tensor scores = ops.linear(tokens, ops.reshape(weight, matrix), null);
    return ops.transpose(scores, 0, RANK + 1, 1, RANK);
  }

  private static Tensor coloured(Ops ops, Tensor images) {
    return images.shape().dim(1) == 1
        ? ops.concat(Collections.nCopies(COLOURS, images), 1)
        : images;
  }

  private static Tensor applied(Scope scope, List<WindowBlock> blocks, Tensor x) {
    Tensor y = x;
    for (WindowBlock block : blocks) {
      y = block.apply(scope, y);
    }
    return y;
  }

  /** {@code [N, H, W, C] → [N, H · W, C]}. */
  private static Tensor tokens(Ops ops, Tensor grid) {
    Shape shape = grid.shape();
    return ops.reshape(grid, Shape.of(shape.dim(0), shape.dim(1) * shape.dim(RANK), shape.dim(-1)));
  }

  private static Tensor passed(Scope scope, String part, Tensor output) {
    scope.passed(PREFIX + part, output);
    return output;
  }
}
