package dev.icl.modules.method;

import dev.icl.core.settings.Below;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.OneOf;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.proxy.AttentionMapMixers;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The settings of ICL.
 *
 * @param consistencyWeight λ of the consistency loss; where there is none, the authors' for images
 *     or volumes
 * @param heads attention heads per scale, deep to shallow; empty for the authors' for images or
 *     volumes, as far as they divide the channels
 * @param dropPath stochastic-depth rate of the class decoders
 * @param mixer the mixing of attention maps over space: {@code dense} (the authors' L×L layers),
 *     {@code low-rank}, {@code axial} or {@code none}
 * @param mixerRank hidden width of the {@code low-rank} and {@code axial} mixers
 * @param ablation the parts that are left out
 */
public record IclSettings(
    @Doc(
            "λ, the weight of ICL's consistency loss; `auto`: the authors', 50 for slices and 10 for volumes")
        @Min(0)
        @Max(1e6)
        OptionalDouble consistencyWeight,
    @Doc(
            value =
                "attention heads per scale, deep to shallow; empty: the authors', `[8, 4, 2]` for slices, `[16, 8, 4]` for volumes and `[24, 12, 6]` for Swin networks, or fewer where these do not divide the channels",
            range = "one per scale, each a divisor of its channels")
        @Min(1)
        @Max(8192)
        List<Integer> heads,
    @Doc("stochastic-depth rate") @Min(0) @Below(1) double dropPath,
    @Doc("how attention maps are mixed over space: the authors' L×L layers, lighter ones, or not")
        @OneOf({
          AttentionMapMixers.DENSE,
          AttentionMapMixers.LOW_RANK,
          AttentionMapMixers.AXIAL,
          AttentionMapMixers.NONE
        })
        String mixer,
    @Doc("hidden width of the `low-rank` and `axial` mixers") @Min(1) @Max(8192) int mixerRank,
    AblationConfig ablation) {
  /** Copies the list. */
  public IclSettings {
    heads = List.copyOf(heads);
  }

  /**
   * Settings with nothing left out of ICL and nothing left to the network.
   *
   * @param consistencyWeight λ of the consistency loss
   * @param heads attention heads per scale, deep to shallow
   * @param dropPath stochastic-depth rate of the class decoders
   * @param mixer the kind of attention-map mixer
   * @param mixerRank hidden width of the {@code low-rank} and {@code axial} mixers
   */
  public IclSettings(
      double consistencyWeight, List<Integer> heads, double dropPath, String mixer, int mixerRank) {
    this(consistencyWeight, heads, dropPath, mixer, mixerRank, AblationConfig.none());
  }

  /**
   * Settings with nothing left to the network.
   *
   * @param consistencyWeight λ of the consistency loss
   * @param heads attention heads per scale, deep to shallow
   * @param dropPath stochastic-depth rate of the class decoders
   * @param mixer the kind of attention-map mixer
   * @param mixerRank hidden width of the {@code low-rank} and {@code axial} mixers
   * @param ablation the parts that are left out
   */
  public IclSettings(
      double consistencyWeight,
      List<Integer> heads,
      double dropPath,
      String mixer,
      int mixerRank,
      AblationConfig ablation) {
    this(OptionalDouble.of(consistencyWeight), heads, dropPath, mixer, mixerRank, ablation);
  }

  /** The authors' recipe, which {@link #filledFor} completes for a network. */
  public static IclSettings defaults() {
    return new IclSettings(
        OptionalDouble.empty(),
        List.of(),
        0.02,
        AttentionMapMixers.DENSE,
        64,
        AblationConfig.none());
  }

  /**
   * These settings with the authors' values in place of those that are left to the network.
   *
   * @param network the backbone
   */
  public IclSettings filledFor(SegmentationNetwork network) {
    AuthorsRecipe recipe = AuthorsRecipe.of(network);
    return new IclSettings(
        consistencyWeight.orElse(recipe.consistencyWeight()),
        heads.isEmpty() ? recipe.heads(network) : heads,
        dropPath,
        mixer,
        mixerRank,
        ablation);
  }
}
