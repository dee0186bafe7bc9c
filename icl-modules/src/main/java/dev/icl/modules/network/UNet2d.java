package dev.icl.modules.network;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Conv;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
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
public final class UNet2d extends PyramidNetwork {
  /** The name in the configuration. */
  public static final String NAME = "unet2d";

  private static final int RANK = 2;

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
    super(NAME, RANK, classes, channels);
    if (channels.size() < 2 || channels.size() != dropout.size()) {
      throw new IllegalArgumentException(
          "channels " + channels + " and dropout " + dropout + " must have one entry per level");
    }
    int depth = depth();
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
    return levels(depth() - 1, 1);
  }

  @Override
  Trunk trunk(Scope scope, Tensor images) {
    List<Tensor> skips = pooled(scope, encoder, images);
    List<Tensor> features = new ArrayList<>();
    int last = depth() - 1;
    Tensor x = skips.get(last + 1);
    for (int i = 0; i < last; i++) {
      x = decoder.get(i).apply(scope, x, skips.get(last - i));
      features.add(x);
    }
    return new Trunk(x, List.copyOf(features), skips.subList(0, 1));
  }

  @Override
  Tensor logits(Scope scope, Tensor x, List<Tensor> skips) {
    return head.apply(scope, decoder.get(depth() - 1).apply(scope, x, skips.get(0)));
  }
}
