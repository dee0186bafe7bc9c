package dev.icl.core.config;

import java.util.List;

/**
 * A semi-supervised method and its settings; settings a method has no use for are ignored by it.
 *
 * @param name {@code icl} or {@code supervised}
 * @param consistencyWeight λ of the consistency loss; 50 in the paper's 2-D recipe
 * @param heads attention heads per scale, deep to shallow
 * @param dropPath stochastic-depth rate of the class decoders
 * @param mixer how attention maps are mixed over space: {@code dense} (the authors' L×L layers) or
 *     {@code low-rank}
 * @param mixerRank hidden width of the {@code low-rank} mixer
 * @param ablation what to leave out of ICL
 */
public record MethodConfig(
    String name,
    double consistencyWeight,
    List<Integer> heads,
    double dropPath,
    String mixer,
    int mixerRank,
    AblationConfig ablation) {

  /** The whole method. */
  public MethodConfig(
      String name,
      double consistencyWeight,
      List<Integer> heads,
      double dropPath,
      String mixer,
      int mixerRank) {
    this(name, consistencyWeight, heads, dropPath, mixer, mixerRank, AblationConfig.none());
  }

  /** The authors' 2-D recipe. */
  public static MethodConfig defaults() {
    return new MethodConfig("icl", 50, List.of(8, 4, 2), 0.02, "dense", 64);
  }
}
