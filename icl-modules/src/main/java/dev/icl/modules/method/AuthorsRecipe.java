package dev.icl.modules.method;

import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.SegmentationNetwork;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The choices of ICL's authors that depend on what is segmented.
 *
 * @param consistencyWeight λ of the consistency loss
 * @param deepestHeads attention heads of the deepest scale; each next one has half as many
 */
record AuthorsRecipe(double consistencyWeight, int deepestHeads) {
  /** Those for images and for volumes, by the number of axes. */
  private static final Map<Integer, AuthorsRecipe> PUBLISHED =
      Map.of(2, new AuthorsRecipe(50, 8), 3, new AuthorsRecipe(10, 16));

  /** The choices for what a network segments. */
  static AuthorsRecipe of(SegmentationNetwork network) {
    return Objects.requireNonNull(PUBLISHED.get(network.spatialRank()), network.name());
  }

  /**
   * Attention heads per scale: the authors', and where these do not divide the channels, the most
   * that divide both.
   *
   * @param network with feature levels, and numbers of its own if it has any
   */
  List<Integer> heads(SegmentationNetwork network) {
    List<FeatureLevel> levels = network.features();
    List<Integer> own = network.heads().attention();
    return IntStream.range(0, levels.size())
        .map(
            i -> {
              int heads = own.isEmpty() ? Math.max(1, deepestHeads >> i) : own.get(i);
              return commonDivisor(levels.get(i).channels(), heads);
            })
        .boxed()
        .toList();
  }

  private static int commonDivisor(int channels, int heads) {
    return BigInteger.valueOf(channels).gcd(BigInteger.valueOf(heads)).intValue();
  }
}
