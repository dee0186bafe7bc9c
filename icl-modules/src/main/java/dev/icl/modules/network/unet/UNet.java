package dev.icl.modules.network.unet;

import dev.icl.core.engine.FrozenScope;
import dev.icl.core.engine.Initializer;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Initializers;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.Patches;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The U-Net of nnU-Net, in 2-D or 3-D: convolutions with affine instance norm and leaky ReLU,
 * strided ones on the way down, transposed ones on the way up, or residual blocks on the way down.
 * Isensee et al., <i>nnU-Net: a self-configuring method for deep learning-based biomedical image
 * segmentation</i>, Nature Methods 2021. Names and shapes of the variables are those of {@code
 * PlainConvUNet} and {@code ResidualEncoderUNet} of dynamic-network-architectures, without the
 * entries that their state dicts repeat under {@code all_modules} and {@code decoder.encoder}.
 *
 * <p>Features are the deepest level and the outputs of the two deepest levels of the decoder, but
 * for the one of the image's size. With deep supervision every level of the decoder but the deepest
 * gives class scores in training.
 */
public final class UNet implements SegmentationNetwork {
  /** The value of {@code network.name}. */
  public static final String NAME = "unet";

  /** The most levels of the decoder that are features, beside the deepest level. */
  private static final int FEATURE_LEVELS = 2;

  private final int classes;
  private final UNetSettings settings;
  private final Topology topology;

  /** Shallow to deep. */
  private final List<EncoderLevel> encoder;

  /** Deep to shallow. */
  private final List<DecoderLevel> decoder;

  /** The number of the decoder's levels that are features. */
  private final int featureLevels;

  /**
   * Declares the network.
   *
   * @param inputChannels channels of an image
   * @param classes the number of classes, background included
   * @param settings with every list filled
   */
  UNet(int inputChannels, int classes, UNetSettings settings) {
    this.classes = classes;
    this.settings = settings;
    this.topology = settings.topology();
    this.encoder = EncoderLevel.all(inputChannels, settings);
    this.decoder = DecoderLevel.all(classes, settings);
    this.featureLevels = Math.min(FEATURE_LEVELS, decoder.size() - 1);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int spatialRank() {
    return topology.rank();
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public List<Integer> divisors() {
    return topology.divisors();
  }

  /** Convolutions begin with normal weights for the leaky ReLU and biases of 0, as nnU-Net's. */
  @Override
  public List<VariableSpec> variables() {
    return Stream.of(
            encoder.stream().flatMap(level -> level.variables().stream()),
            decoder.stream().flatMap(level -> level.convolutions().stream()),
            decoder.stream().flatMap(level -> level.up().variables().stream()),
            decoder.stream().flatMap(level -> level.scores().variables().stream()))
        .flatMap(specs -> specs)
        .map(spec -> spec.with(initializer(spec)))
        .toList();
  }

  private static Initializer initializer(VariableSpec spec) {
    if (spec.shape().rank() > 1) {
      return Initializers.kaimingNormal(UNetParts.SLOPE);
    }
    boolean zero = spec.name().endsWith(".bias") || spec.name().endsWith(ResidualBlock.LAST_SCALE);
    return zero ? Initializers.zeros() : Initializers.ones();
  }

  @Override
  public List<FeatureLevel> features() {
    int deepest = topology.levels() - 1;
    return IntStream.rangeClosed(0, featureLevels)
        .map(i -> deepest - i)
        .mapToObj(level -> new FeatureLevel(settings.features().get(level), topology.scales(level)))
        .toList();
  }

  @Override
  public NetworkOutput apply(Scope scope, Tensor images) {
    List<Tensor> skips = encoded(scope, images);
    List<Tensor> levels = decoded(scope, skips.get(decoder.size()), skips, 0, decoder.size());
    int last = decoder.size() - 1;
    Tensor logits = decoder.get(last).scores().apply(scope, levels.get(last));
    List<Tensor> coarse = new ArrayList<>();
    if (settings.deepSupervision() && scope.training()) {
      for (int i = last - 1; i > 0; i--) {
        coarse.add(decoder.get(i).scores().apply(scope, levels.get(i)));
      }
    }
    return new NetworkOutput(logits, features(skips, levels), coarse);
  }

  @Override
  public NetworkOutput applyWithConstantLogits(Scope scope, Tensor images) {
    Ops ops = scope.ops();
    List<Tensor> skips = encoded(scope, images);
    Tensor deepest = skips.get(decoder.size());
    List<Tensor> trunk = decoded(scope, deepest, skips, 0, featureLevels);
    Tensor x = ops.stopGradient(featureLevels == 0 ? deepest : trunk.get(featureLevels - 1));
    List<Tensor> constants = skips.stream().map(ops::stopGradient).toList();
    Scope frozen = new FrozenScope(scope);
    List<Tensor> rest = decoded(frozen, x, constants, featureLevels, decoder.size());
    Tensor logits =
        decoder.get(decoder.size() - 1).scores().apply(frozen, rest.get(rest.size() - 1));
    return new NetworkOutput(logits, features(skips, trunk));
  }

  private List<Tensor> features(List<Tensor> skips, List<Tensor> levels) {
    return Stream.concat(
            Stream.of(skips.get(decoder.size())), levels.subList(0, featureLevels).stream())
        .toList();
  }

  /** Outputs of the encoder's levels as the decoder gets them, shallow to deep. */
  private List<Tensor> encoded(Scope scope, Tensor images) {
    Patches.requireMultiples(images.shape(), divisors());
    List<Tensor> levels = new ArrayList<>();
    Tensor x = images;
    for (EncoderLevel level : encoder) {
      x = scope.block(in -> level.apply(scope, in), x);
      levels.add(scope.encoded(x, 1));
    }
    return levels;
  }

  /** Outputs of the decoder's levels from one to another, deep to shallow. */
  private List<Tensor> decoded(Scope scope, Tensor below, List<Tensor> skips, int from, int to) {
    List<Tensor> levels = new ArrayList<>();
    Tensor x = below;
    for (int i = from; i < to; i++) {
      DecoderLevel level = decoder.get(i);
      Tensor skip = skips.get(decoder.size() - 1 - i);
      x = scope.block((in, joining) -> level.apply(scope, in, joining), x, skip);
      levels.add(x);
    }
    return levels;
  }
}
