package dev.icl.modules.network;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The authors' 3-D U-Net: four levels of {@link VolumeBlock}s with 2×2×2 max pooling behind each, a
 * centre, and four levels back, each the trilinear enlargement joined to the skip connection,
 * {@code [skip, up]}, and a block; a 1×1×1 convolution to class scores. Çiçek et al., <i>3D
 * U-Net</i>, MICCAI 2016. Values are dropped behind the centre and before the last convolution.
 * With channels 16, 32, 64, 128, 256 it has 5.9 million parameters.
 *
 * <p>Features are the centre and the outputs of the two deepest levels of the decoder, at a
 * sixteenth, an eighth and a quarter of the image's size.
 */
public final class UNet3d extends PyramidNetwork {
  /** The value of {@code network.name}. */
  public static final String NAME = "unet3d";

  private static final int RANK = 3;
  private static final int POOLS = 4;

  /** The number of the decoder's levels that are features, beside the centre. */
  private static final int FEATURE_LEVELS = 2;

  private final VolumeSettings settings;

  /** Shallow to deep, the centre last. */
  private final List<VolumeBlock> encoder;

  /** Deep to shallow. */
  private final List<VolumeBlock> decoder;

  private final Conv head;

  /**
   * Declares the network.
   *
   * @param inputChannels channels of an image
   * @param classes the number of classes, background included
   * @param settings five widths, shallow to deep, and two dropout rates
   */
  public UNet3d(int inputChannels, int classes, VolumeSettings settings) {
    super(NAME, RANK, classes, settings.channels());
    List<Integer> channels = settings.channels();
    this.settings = settings;
    this.encoder =
        IntStream.rangeClosed(0, POOLS)
            .mapToObj(
                i ->
                    new VolumeBlock(
                        i == POOLS ? "center" : "conv" + (i + 1),
                        i == 0 ? inputChannels : channels.get(i - 1),
                        channels.get(i)))
            .toList();
    this.decoder =
        IntStream.iterate(POOLS, level -> level > 0, level -> level - 1)
            .mapToObj(
                level ->
                    new VolumeBlock(
                        "up_concat" + level + ".conv",
                        channels.get(level - 1) + channels.get(level),
                        channels.get(level - 1)))
            .toList();
    this.head = VolumeBlock.kaiming("final", channels.get(0), classes, 1);
  }

  @Override
  public List<VariableSpec> variables() {
    List<Layer> layers = new ArrayList<>(encoder);
    layers.addAll(decoder);
    layers.add(head);
    return VariableLists.concat(layers);
  }

  @Override
  public List<FeatureLevel> features() {
    return levels(POOLS, POOLS - FEATURE_LEVELS);
  }

  @Override
  Trunk trunk(Scope scope, Tensor images) {
    List<Tensor> skips = pooled(scope, encoder, images);
    List<Tensor> features = new ArrayList<>();
    Tensor x = dropped(scope, skips.get(POOLS), 0);
    features.add(x);
    for (int i = 0; i < FEATURE_LEVELS; i++) {
      x = up(scope, i, x, skips);
      features.add(x);
    }
    return new Trunk(x, List.copyOf(features), skips.subList(0, POOLS - FEATURE_LEVELS));
  }

  /** A level of the decoder, 0 the deepest. */
  private Tensor up(Scope scope, int level, Tensor x, List<Tensor> skips) {
    return scope.block((in, skip) -> up(scope, level, in, skip), x, skips.get(POOLS - 1 - level));
  }

  private Tensor up(Scope scope, int level, Tensor x, Tensor skip) {
    Tensor up = scope.ops().resize(x, skip.shape().spatial(), Resize.LINEAR);
    return decoder.get(level).applyConcatenated(scope, List.of(skip, up));
  }

  @Override
  Tensor logits(Scope scope, Tensor feature, List<Tensor> skips) {
    Tensor x = feature;
    for (int i = FEATURE_LEVELS; i < POOLS; i++) {
      x = up(scope, i, x, skips);
    }
    return head.apply(scope, dropped(scope, x, 1));
  }

  private Tensor dropped(Scope scope, Tensor x, int place) {
    return scope.dropout(x, settings.dropout().get(place), x.shape());
  }
}
