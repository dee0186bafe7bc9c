package dev.icl.modules.network;

import dev.icl.core.engine.FrozenScope;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Conv;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
public final class UNet3d implements SegmentationNetwork {
  /** The value of {@code network.name}. */
  public static final String NAME = "unet3d";

  private static final int RANK = 3;
  private static final int POOLS = 4;

  /** How many levels of the decoder are features, beside the centre. */
  private static final int FEATURE_LEVELS = 2;

  private final int classes;
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
    List<Integer> channels = settings.channels();
    this.classes = classes;
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
    return Collections.nCopies(RANK, 1 << POOLS);
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
    return IntStream.rangeClosed(0, FEATURE_LEVELS)
        .map(i -> POOLS - i)
        .mapToObj(level -> FeatureLevel.of(settings.channels().get(level), RANK, 1 << level))
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
    Tensor x = dropped(scope, skips.get(POOLS), 0);
    features.add(x);
    for (int i = 0; i < FEATURE_LEVELS; i++) {
      x = up(scope, i, x, skips);
      features.add(x);
    }
    if (!constantLogits) {
      return new NetworkOutput(logits(scope, x, skips), List.copyOf(features));
    }
    Ops ops = scope.ops();
    List<Tensor> constants = skips.stream().map(ops::stopGradient).toList();
    Tensor logits = logits(new FrozenScope(scope), ops.stopGradient(x), constants);
    return new NetworkOutput(logits, List.copyOf(features));
  }

  /** Outputs of the encoder's levels, shallow to deep. */
  private List<Tensor> encode(Scope scope, Tensor images) {
    List<Tensor> levels = new ArrayList<>();
    Tensor x = images;
    for (VolumeBlock block : encoder) {
      Tensor input = levels.isEmpty() ? x : scope.ops().maxPool(x, PoolSpec.of(RANK, 2));
      x = block.apply(scope, input);
      levels.add(x);
    }
    return levels;
  }

  /** A level of the decoder, 0 the deepest. */
  private Tensor up(Scope scope, int level, Tensor x, List<Tensor> skips) {
    Tensor skip = skips.get(POOLS - 1 - level);
    Tensor up = scope.ops().resize(x, skip.shape().spatial().toArray(), Resize.LINEAR);
    return decoder.get(level).applyConcatenated(scope, List.of(skip, up));
  }

  private Tensor logits(Scope scope, Tensor feature, List<Tensor> skips) {
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
