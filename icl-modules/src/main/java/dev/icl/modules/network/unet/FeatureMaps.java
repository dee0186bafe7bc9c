package dev.icl.modules.network.unet;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The size of what a U-Net computes, as nnU-Net's planner counts it ({@code
 * compute_conv_feature_map_size}): the elements of the results of every convolution, transposed
 * convolution and of the last class scores, for one image.
 */
final class FeatureMaps {
  private final UNetSettings settings;
  private final Topology topology;
  private final List<Integer> patch;

  private FeatureMaps(UNetSettings settings, List<Integer> patch) {
    this.settings = settings;
    this.topology = settings.topology();
    this.patch = patch;
  }

  /**
   * The elements for one image.
   *
   * @param settings with every list filled
   * @param patch sizes of the image, multiples of the divisors
   * @param classes the number of classes, background included
   */
  static long elements(UNetSettings settings, List<Integer> patch, int classes) {
    FeatureMaps maps = new FeatureMaps(settings, patch);
    int levels = settings.features().size();
    long sum = 0;
    for (int level = 0; level < levels; level++) {
      sum += maps.map(level) * maps.encoderMaps(level);
    }
    for (int level = 0; level + 1 < levels; level++) {
      int convolutions = settings.decoderConvolutions().get(levels - 2 - level);
      sum += maps.map(level) * (convolutions + 1);
    }
    return sum + classes * maps.pixels(0);
  }

  /** The results of the convolutions of a level of the encoder. */
  private int encoderMaps(int level) {
    int blocks = settings.blocks().get(level);
    if (settings.encoder() == EncoderKind.PLAIN) {
      return blocks;
    }
    // the stem is as large as its level; the planner counts every shortcut that is not the identity
    int beside = level == 0 || isChanged(level) ? 1 : 0;
    return 2 * blocks + beside;
  }

  private boolean isChanged(int level) {
    return !settings.features().get(level).equals(settings.features().get(level - 1))
        || settings.strides().get(level).stream().anyMatch(step -> step > 1);
  }

  /** The elements of a result at a level. */
  private long map(int level) {
    return settings.features().get(level) * pixels(level);
  }

  private long pixels(int level) {
    List<Integer> scales = topology.scales(level);
    return IntStream.range(0, patch.size())
        .mapToLong(axis -> patch.get(axis) / scales.get(axis))
        .reduce(1, Math::multiplyExact);
  }
}
