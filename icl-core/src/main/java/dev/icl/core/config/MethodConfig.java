package dev.icl.core.config;

import java.util.List;

/**
 * A semi-supervised method and its settings; settings a method has no use for are ignored by it.
 *
 * @param name {@code icl}, {@code supervised}, {@code mean-teacher} ...
 * @param consistencyWeight λ of ICL's consistency loss; 50 in the paper's 2-D recipe
 * @param heads attention heads per scale, deep to shallow
 * @param dropPath stochastic-depth rate of the class decoders
 * @param mixer how attention maps are mixed over space: {@code dense} (the authors' L×L layers) or
 *     {@code low-rank}
 * @param mixerRank hidden width of the {@code low-rank} mixer
 * @param ablation what to leave out of ICL
 * @param unsupervised weight, ramp-up and teacher of the other methods
 * @param copyPaste settings of methods that paste parts of images into others
 */
public record MethodConfig(
    String name,
    double consistencyWeight,
    List<Integer> heads,
    double dropPath,
    String mixer,
    int mixerRank,
    AblationConfig ablation,
    UnsupervisedConfig unsupervised,
    CopyPasteConfig copyPaste) {

  /** ICL's settings, and the defaults of all others. */
  public MethodConfig(
      String name,
      double consistencyWeight,
      List<Integer> heads,
      double dropPath,
      String mixer,
      int mixerRank) {
    this(name, consistencyWeight, heads, dropPath, mixer, mixerRank, AblationConfig.none());
  }

  /** ICL's settings and what to leave out of it, and the defaults of all others. */
  public MethodConfig(
      String name,
      double consistencyWeight,
      List<Integer> heads,
      double dropPath,
      String mixer,
      int mixerRank,
      AblationConfig ablation) {
    this(
        name,
        consistencyWeight,
        heads,
        dropPath,
        mixer,
        mixerRank,
        ablation,
        UnsupervisedConfig.defaults(),
        CopyPasteConfig.defaults());
  }

  /** The authors' 2-D recipe. */
  public static MethodConfig defaults() {
    return new MethodConfig("icl", 50, List.of(8, 4, 2), 0.02, "dense", 64);
  }

  /** These settings for another method. */
  public MethodConfig withName(String other) {
    return new MethodConfig(
        other,
        consistencyWeight,
        heads,
        dropPath,
        mixer,
        mixerRank,
        ablation,
        unsupervised,
        copyPaste);
  }
}
