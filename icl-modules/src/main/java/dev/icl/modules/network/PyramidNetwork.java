package dev.icl.modules.network;

import dev.icl.core.engine.FrozenScope;
import dev.icl.core.engine.Scope;
import dev.icl.core.nn.Layer;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An encoder-decoder whose levels halve the size of the image along every axis. Its decoder is in
 * two parts: a trunk up to the last feature, and the rest up to the class scores, through which no
 * gradient flows where the scores are wanted as constants.
 */
abstract class PyramidNetwork implements SegmentationNetwork {
  /** The axis of the channels of a level. */
  static final int CHANNELS = 1;

  private final String name;
  private final int rank;
  private final int classes;
  private final List<Integer> channels;

  /**
   * @param name the value of {@code network.name}
   * @param rank the number of spatial axes
   * @param classes the number of classes, background included
   * @param channels feature channels per level, shallow to deep
   */
  PyramidNetwork(String name, int rank, int classes, List<Integer> channels) {
    this.name = name;
    this.rank = rank;
    this.classes = classes;
    this.channels = List.copyOf(channels);
  }

  /**
   * The values between the two parts of the decoder.
   *
   * @param x the input of the rest
   * @param features as {@link #features} describes them
   * @param skips outputs of the encoder that the rest joins, shallow to deep
   */
  record Trunk(Tensor x, List<Tensor> features, List<Tensor> skips) {}

  /** The encoder, and the decoder up to the last feature. */
  abstract Trunk trunk(Scope scope, Tensor images);

  /**
   * The rest of the decoder.
   *
   * @param x of the trunk
   * @param skips of the trunk
   * @return class scores {@code [N, classes, spatial]}
   */
  abstract Tensor logits(Scope scope, Tensor x, List<Tensor> skips);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int spatialRank() {
    return rank;
  }

  @Override
  public final int classes() {
    return classes;
  }

  @Override
  public final List<Integer> divisors() {
    return Collections.nCopies(rank, 1 << depth());
  }

  /** The number of times that the size is halved. */
  final int depth() {
    return channels.size() - 1;
  }

  /** The features at some levels, 0 being that of the image's size. */
  final List<FeatureLevel> levels(int deepest, int shallowest) {
    return IntStream.iterate(deepest, level -> level >= shallowest, level -> level - 1)
        .mapToObj(level -> FeatureLevel.of(channels.get(level), rank, 1 << level))
        .toList();
  }

  /**
   * Outputs of an encoder's blocks as the decoder gets them, shallow to deep, with max pooling
   * between the blocks.
   */
  final List<Tensor> pooled(Scope scope, List<? extends Layer> encoder, Tensor images) {
    List<Tensor> levels = new ArrayList<>();
    Tensor x = images;
    for (Layer block : encoder) {
      boolean first = levels.isEmpty();
      x =
          scope.block(
              in -> block.apply(scope, first ? in : scope.ops().maxPool(in, PoolSpec.of(rank, 2))),
              x);
      levels.add(x);
    }
    return levels.stream().map(level -> scope.encoded(level, CHANNELS)).toList();
  }

  @Override
  public final NetworkOutput apply(Scope scope, Tensor images) {
    Trunk trunk = checkedTrunk(scope, images);
    return new NetworkOutput(logits(scope, trunk.x(), trunk.skips()), trunk.features());
  }

  @Override
  public final NetworkOutput applyWithConstantLogits(Scope scope, Tensor images) {
    Trunk trunk = checkedTrunk(scope, images);
    Ops ops = scope.ops();
    List<Tensor> constants = trunk.skips().stream().map(ops::stopGradient).toList();
    Tensor logits = logits(new FrozenScope(scope), ops.stopGradient(trunk.x()), constants);
    return new NetworkOutput(logits, trunk.features());
  }

  private Trunk checkedTrunk(Scope scope, Tensor images) {
    Patches.requireMultiples(images.shape(), divisors());
    return trunk(scope, images);
  }
}
