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
 * @param mixer the mixing of attention maps over space: {@code dense} (the authors' L×L layers) or
 *     {@code low-rank}
 * @param mixerRank hidden width of the {@code low-rank} mixer
 * @param ablation the parts that are left out
 */
public record IclSettings(
    @Doc("λ, the weight of ICL's consistency loss") @Min(0) @Max(1e6) double consistencyWeight,
    @Doc(
            value = "attention heads per scale, deep to shallow",
            range = "one per scale, each a divisor of its channels")
        @NotEmpty
        @Min(1)
        @Max(8192)
        List<Integer> heads,
    @Doc("stochastic-depth rate") @Min(0) @Below(1) double dropPath,
    @Doc("how attention maps are mixed over space: the authors' L×L layers, or lighter ones")
        @OneOf({AttentionMapMixers.DENSE, AttentionMapMixers.LOW_RANK})
        String mixer,
    @Doc("hidden width of the `low-rank` mixer") @Min(1) @Max(8192) int mixerRank,
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
   * @param mixerRank hidden width of the {@code low-rank} mixer
   */
  public IclSettings(
      double consistencyWeight, List<Integer> heads, double dropPath, String mixer, int mixerRank) {
    this(consistencyWeight, heads, dropPath, mixer, mixerRank, AblationConfig.none());
  }

  /** The authors' 2-D recipe. */
  public static IclSettings defaults() {
    return new IclSettings(50, List.of(8, 4, 2), 0.02, AttentionMapMixers.DENSE, 64);
  }
}
