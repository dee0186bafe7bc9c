package dev.icl.modules.network;

import dev.icl.core.engine.FrozenScope;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Conv;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The authors' 2-D U-Net: an encoder of {@link ConvBlock}s with 2×2 max pooling between, a decoder
 * of {@link UpBlock}s, a 3×3 convolution to class scores. Ronneberger et al., <i>U-Net</i>, MICCAI
 * 2015. With channels 16, 32, 64, 128, 256 it has 1.8 million parameters.
 *
 * <p>Features are the decoder's outputs but the last, which has the size of the image.
 */
public final class UNet2d implements SegmentationNetwork {
  /** The name in the configuration. */
  public static final String NAME = "unet2d";

  private static final int RANK = 2;

  private final int classes;
  private final List<Integer> channels;
  private final List<ConvBlock> encoder;
  private final List<UpBlock> decoder;
  private final Conv head;

  /**
   * @param inputChannels channels of an image
   * @param classes how many classes, background included
   * @param channels feature channels per level, shallow to deep; at least two
   * @param dropout dropout rate per encoder level, shallow to deep; as many, each 0 to below 1
   * @throws IllegalArgumentException if the lists do not fit together
   */
  public UNet2d(int inputChannels, int classes, List<Integer> channels, List<Double> dropout) {
    if (channels.size() < 2 || channels.size() != dropout.size()) {
      throw new IllegalArgumentException(
          "channels " + channels + " and dropout " + dropout + " must have one entry per level");
    }
    this.classes = classes;
    this.channels = List.copyOf(channels);
    int depth = channels.size() - 1;
    this.encoder =
        IntStream.rangeClosed(0, depth)
            .mapToObj(
                i ->
                    new ConvBlock(
                        i == 0 ? "encoder.in_conv" : "encoder.down" + i + ".maxpool_conv.1",
                        RANK,
                        i == 0 ? inputChannels : channels.get(i - 1),
                        channels.get(i),
                        dropout.get(i)))
            .toList();
    this.decoder =
        IntStream.rangeClosed(1, depth)
            .mapToObj(
                i ->
                    new UpBlock(
                        "decoder.up" + i,
                        RANK,
                        channels.get(depth - i + 1),
                        channels.get(depth - i)))
            .toList();
    this.head = Conv.same("decoder.out_conv", RANK, channels.get(0), classes, 3);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int spatialRank() {
    return RANK;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public List<Integer> divisors() {
    return Collections.nCopies(RANK, 1 << decoder.size());
  }

  @Override
  public List<VariableSpec> variables() {
    return Stream.of(
            encoder.stream().flatMap(block -> block.variables().stream()),
            decoder.stream().flatMap(block -> block.variables().stream()),
            head.variables().stream())
        .flatMap(specs -> specs)
        .toList();
  }

  @Override
  public List<FeatureLevel> features() {
    return IntStream.iterate(decoder.size() - 1, level -> level > 0, level -> level - 1)
        .mapToObj(level -> FeatureLevel.of(channels.get(level), RANK, 1 << level))
        .toList();
  }

  @Override
  public NetworkOutput apply(Scope scope, Tensor images) {
    return apply(scope, images, false);
  }

  @Override
  public NetworkOutput applyWithConstantLogits(Scope scope, Tensor images) {
    return apply(scope, images, true);
  }

  private NetworkOutput apply(Scope scope, Tensor images, boolean constantLogits) {
    Patches.requireMultiples(images.shape(), divisors());
    List<Tensor> skips = encode(scope, images);
    List<Tensor> features = new ArrayList<>();
    int last = decoder.size() - 1;
    Tensor x = skips.get(last + 1);
    for (int i = 0; i < last; i++) {
      x = decoder.get(i).apply(scope, x, skips.get(last - i));
      features.add(x);
    }
    if (constantLogits) {
      Scope frozen = new FrozenScope(scope);
      Tensor shallow = scope.ops().stopGradient(skips.get(0));
      return new NetworkOutput(
          logits(frozen, scope.ops().stopGradient(x), shallow), List.copyOf(features));
    }
    return new NetworkOutput(logits(scope, x, skips.get(0)), List.copyOf(features));
  }

  /** Outputs of the encoder's levels, shallow to deep. */
  private List<Tensor> encode(Scope scope, Tensor images) {
    List<Tensor> levels = new ArrayList<>();
    Tensor x = images;
    for (ConvBlock block : encoder) {
      Tensor input = levels.isEmpty() ? x : scope.ops().maxPool(x, PoolSpec.of(RANK, 2));
      x = block.apply(scope, input);
      levels.add(x);
    }
    return levels;
  }

  private Tensor logits(Scope scope, Tensor x, Tensor skip) {
    return head.apply(scope, decoder.get(decoder.size() - 1).apply(scope, x, skip));
  }
}
