package dev.icl.modules.method;

import dev.icl.core.settings.Below;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.NotEmpty;
import dev.icl.core.settings.OneOf;
import dev.icl.modules.proxy.AttentionMapMixers;
import java.util.List;

/**
 * The settings of ICL.
 *
 * @param consistencyWeight λ of the consistency loss; 50 in the paper's 2-D recipe
 * @param heads attention heads per scale, deep to shallow
 * @param dropPath stochastic-depth rate of the class decoders
 * @param mixer the mixing of attention maps over space: {@code dense} (the authors' L×L layers),
 *     {@code low-rank}, {@code axial} or {@code none}
 * @param mixerRank hidden width of the {@code low-rank} and {@code axial} mixers
 * @param ablation the parts that are left out
 */
public record IclSettings(
    @Doc("λ, the weight of ICL's consistency loss; the authors have 10 on volumes")
        @Min(0)
        @Max(1e6)
        double consistencyWeight,
    @Doc(
            value =
                "attention heads per scale, deep to shallow; the authors have `[16, 8, 4]` on volumes",
            range = "one per scale, each a divisor of its channels")
        @NotEmpty
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
   * Settings with nothing left out of ICL.
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

  /** The authors' 2-D recipe. */
  public static IclSettings defaults() {
    return new IclSettings(50, List.of(8, 4, 2), 0.02, AttentionMapMixers.DENSE, 64);
  }

  /** The authors' 3-D recipe. */
  public static IclSettings volumes() {
    return new IclSettings(10, List.of(16, 8, 4), 0.02, AttentionMapMixers.DENSE, 64);
  }
}
