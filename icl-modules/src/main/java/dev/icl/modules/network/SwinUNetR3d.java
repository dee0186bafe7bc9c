package dev.icl.modules.network;

import dev.icl.core.attention.DropPath;
import dev.icl.core.attention.Mlp;
import dev.icl.core.attention.PaddedWindows;
import dev.icl.core.attention.PatchEmbedding;
import dev.icl.core.attention.PatchMerging;
import dev.icl.core.attention.Tokens;
import dev.icl.core.attention.WindowBlock;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.TransposedConv;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The authors' Swin-UNETR, after MONAI 1.0.1: a Swin transformer as encoder of volumes, whose
 * stages go through residual convolution blocks to a decoder of transposed convolutions and such
 * blocks. Hatamizadeh et al., <i>Swin UNETR</i>, BrainLes 2021. With an embedding of 48 it has 62.2
 * million parameters.
 *
 * <p>Features are the outputs of the three deepest levels of the decoder, at a sixteenth, an eighth
 * and a quarter of the image's size.
 */
public final class SwinUNetR3d extends PyramidNetwork {
  /** The value of {@code network.name}. */
  public static final String NAME = "swinunetr3d";

  /** The number of stages, after which the encoder's blocks are named. */
  static final int STAGES = 4;

  private static final String ENCODER = "swinViT.";
  private static final Pattern STAGE = Pattern.compile("^(layers[0-9])\\.0\\.");
  private static final int RANK = 3;
  private static final int PATCH = 2;
  private static final int MLP_RATIO = 4;
  private static final int FEATURE_LEVELS = 3;
  private static final double EPSILON = 1e-5;
  private static final List<Integer> DOUBLED = List.of(2, 2, 2);

  /** The block for the output of each stage, the embedding first; none for the last but one. */
  private static final List<Integer> ENCODERS = List.of(2, 3, 4, 0, 10);

  private final List<Integer> attention;
  private final PatchEmbedding embedding;
  private final List<Stage> stages;
  private final UnetrBlock imageEncoder;
  private final List<Optional<UnetrBlock>> encoders;
  private final List<Up> decoder;
  private final Conv head;

  /**
   * Declares the network.
   *
   * @param inputChannels channels of an image
   * @param classes the number of classes, background included
   * @param settings of four stages, with as many numbers of heads
   * @throws IllegalArgumentException if the heads do not divide the channels
   */
  public SwinUNetR3d(int inputChannels, int classes, SwinVolumeSettings settings) {
    super(NAME, RANK, classes, channels(settings.swin()));
    SwinSettings swin = settings.swin();
    int width = swin.embedding();
    this.attention = HeadStyle.ofStages(swin.heads());
    this.embedding =
        new PatchEmbedding("swinViT.patch_embed", RANK, inputChannels, width, PATCH, false);
    this.stages = IntStream.range(0, STAGES).mapToObj(i -> stage(settings, i)).toList();
    this.imageEncoder = new UnetrBlock("encoder1.layer", inputChannels, width);
    this.encoders = IntStream.rangeClosed(0, STAGES).mapToObj(i -> encoder(swin, i)).toList();
    this.decoder =
        IntStream.iterate(STAGES + 1, level -> level >= 1, level -> level - 1)
            .mapToObj(level -> new Up("decoder" + level, below(swin, level), above(swin, level)))
            .toList();
    this.head = Conv.same("out.conv.conv", RANK, width, classes, 1);
  }

  /**
   * A stage of the transformer.
   *
   * @param name state-dict prefix
   * @param blocks of the stage
   * @param merging halves the sizes behind them
   */
  private record Stage(String name, List<WindowBlock> blocks, PatchMerging merging) {
    Tensor apply(Scope scope, Tensor x) {
      Tensor y = x;
      for (WindowBlock block : blocks) {
        y = block.apply(scope, y);
      }
      Tensor merged = merging.apply(scope, y);
      scope.passed(name + ".downsample", merged);
      return merged;
    }
  }

  /** A level of the decoder: twice the size, then a block on {@code [up, skip]}. */
  private record Up(String name, TransposedConv enlargement, UnetrBlock block) {
    Up(String name, int in, int out) {
      this(
          name,
          new TransposedConv(name + ".transp_conv.conv", in, out, DOUBLED).withoutBias(),
          new UnetrBlock(name + ".conv_block", 2 * out, out));
    }

    Tensor apply(Scope scope, Tensor x, Tensor skip) {
      Tensor output =
          scope.block(
              (in, joining) -> {
                Tensor up = enlargement.apply(scope, in);
                return block.applyConcatenated(scope, List.of(up, joining));
              },
              x,
              skip);
      scope.passed(name, output);
      return output;
    }
  }

  private static List<Integer> channels(SwinSettings swin) {
    List<Integer> channels = new ArrayList<>(List.of(swin.embedding()));
    IntStream.rangeClosed(0, STAGES).forEach(stage -> channels.add(swin.channels(stage)));
    return channels;
  }

  private static Stage stage(SwinVolumeSettings settings, int index) {
    SwinSettings swin = settings.swin();
    int channels = swin.channels(index);
    String name = "swinViT.layers" + (index + 1) + ".0";
    List<Integer> window = Collections.nCopies(RANK, swin.window());
    List<WindowBlock> blocks =
        IntStream.range(0, swin.depths().get(index))
            .mapToObj(
                i -> {
                  String block = name + ".blocks." + i;
                  return new WindowBlock(
                      block,
                      new PaddedWindows(window, i % 2 == 1),
                      swin.heads().get(index),
                      new Mlp(block + ".mlp", channels, MLP_RATIO * channels, "linear1", "linear2"),
                      new DropPath(swin.dropPath(index, i)));
                })
            .toList();
    return new Stage(
        name, blocks, new PatchMerging(name + ".downsample", RANK, channels, settings.order()));
  }

  private static Optional<UnetrBlock> encoder(SwinSettings swin, int stage) {
    int number = ENCODERS.get(stage);
    int channels = swin.channels(stage);
    return number == 0
        ? Optional.empty()
        : Optional.of(new UnetrBlock(encoderName(stage) + ".layer", channels, channels));
  }

  private static String encoderName(int stage) {
    return "encoder" + ENCODERS.get(stage);
  }

  /** Channels that a level of the decoder takes, 1 the shallowest. */
  private static int below(SwinSettings swin, int level) {
    return swin.channels(level - 1);
  }

  private static int above(SwinSettings swin, int level) {
    return swin.channels(Math.max(0, level - 2));
  }

  @Override
  public List<VariableSpec> variables() {
    List<Layer> layers = new ArrayList<>(List.of(embedding));
    for (Stage stage : stages) {
      layers.addAll(stage.blocks());
      layers.add(stage.merging());
    }
    layers.add(imageEncoder);
    encoders.forEach(block -> block.ifPresent(layers::add));
    for (Up up : decoder) {
      layers.add(up.enlargement());
      layers.add(up.block());
    }
    layers.add(head);
    return VariableLists.concat(layers);
  }

  @Override
  public List<FeatureLevel> features() {
    return levels(STAGES, STAGES - FEATURE_LEVELS + 1);
  }

  /** The query's name is another one than elsewhere; heads attend as the stages do. */
  @Override
  public HeadStyle heads() {
    return new HeadStyle("guide_Q", Optional.empty(), attention);
  }

  /**
   * Those of MONAI's pre-trained transformers, {@code model_swinvit.pt} and {@code
   * ssl_pretrained_weights.pth}, which hold the encoder alone.
   */
  @Override
  public List<String> publishedNames(String variable) {
    if (!variable.startsWith(ENCODER)) {
      return List.of();
    }
    String name = variable.substring(ENCODER.length());
    String numbered = name.replace(".mlp.linear", ".mlp.fc");
    String nested = STAGE.matcher(name).replaceFirst("$1.0.0.");
    return List.of(
        name,
        numbered,
        ENCODER + numbered,
        "swin_vit." + name,
        "swin_vit." + numbered,
        "encoder." + nested);
  }

  @Override
  Trunk trunk(Scope scope, Tensor images) {
    List<Tensor> hidden = new ArrayList<>();
    Tensor tokens = embedding.apply(scope, images);
    passed(scope, "swinViT.patch_embed", tokens);
    hidden.add(hidden(scope, tokens));
    for (Stage stage : stages) {
      tokens = stage.apply(scope, tokens);
      passed(scope, stage.name(), tokens);
      hidden.add(hidden(scope, tokens));
    }
    List<Tensor> features = new ArrayList<>();
    Tensor x = encoded(scope, STAGES, hidden);
    for (int i = 0; i < FEATURE_LEVELS; i++) {
      x = decoder.get(i).apply(scope, x, encoded(scope, STAGES - 1 - i, hidden));
      features.add(x);
    }
    // what only the rest reads is made there, where it may be a constant
    return new Trunk(x, List.copyOf(features), List.of(images, hidden.get(0)));
  }

  @Override
  Tensor logits(Scope scope, Tensor x, List<Tensor> skips) {
    Tensor deep =
        decoder.get(FEATURE_LEVELS).apply(scope, x, encoded(scope, 0, skips.subList(1, 2)));
    Tensor image = scope.block(in -> imageEncoder.apply(scope, in), skips.get(0));
    scope.passed("encoder1", image);
    Tensor joined = scope.encoded(image, CHANNELS);
    return head.apply(scope, decoder.get(FEATURE_LEVELS + 1).apply(scope, deep, joined));
  }

  /** The output of a stage as the decoder joins it, 0 being the embedding. */
  private Tensor encoded(Scope scope, int stage, List<Tensor> hidden) {
    Tensor state = hidden.get(stage);
    Tensor level =
        encoders
            .get(stage)
            .map(
                block -> {
                  Tensor output = scope.block(in -> block.apply(scope, in), state);
                  scope.passed(encoderName(stage), output);
                  return output;
                })
            .orElse(state);
    return scope.encoded(level, CHANNELS);
  }

  /** Tokens as a map, normalised over the channels. */
  private static Tensor hidden(Scope scope, Tensor tokens) {
    Ops ops = scope.ops();
    Shape channels = Shape.of(tokens.shape().dim(-1));
    Tensor ones = ops.full(DType.F32, channels, 1);
    Tensor zeros = ops.full(DType.F32, channels, 0);
    return Tokens.toMap(ops, ops.layerNorm(tokens, ones, zeros, EPSILON), RANK);
  }

  /** The parts of the transformer give maps there. */
  private static void passed(Scope scope, String part, Tensor tokens) {
    scope.passed(part, Tokens.toMap(scope.ops(), tokens, RANK));
  }
}
