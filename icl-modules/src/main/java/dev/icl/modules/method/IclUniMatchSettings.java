package dev.icl.modules.method;

import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Inline;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;

/**
 * The settings of ICL with UniMatch.
 *
 * @param icl those of ICL
 * @param unsupervised weight, ramp-up and teacher of what is added
 * @param strong pseudo labels and boxes
 * @param features whether features are disturbed, too
 * @param secondOpinion whether the proxies' maps must agree with pseudo labels
 * @param mapConsistency weight of the distance between maps of strong and of weak views
 */
public record IclUniMatchSettings(
    @Inline IclSettings icl,
    UnsupervisedConfig unsupervised,
    @Inline StrongConfig strong,
    @Doc(UniMatchSettings.FEATURES) boolean features,
    @Doc(
            "whether a pseudo label of `icl+unimatch` counts only where USCL's finest map of the weak view has the same most probable class")
        boolean secondOpinion,
    @Doc(
            "weight of the distance between USCL's maps of strong and of weak views in `icl+unimatch`; 0: the proxies see weak views alone")
        @Min(0)
        @Max(1e6)
        double mapConsistency) {
  /** Both recipes; weight 2 is the ratio of labelled and unlabelled losses in UniMatch's. */
  public static IclUniMatchSettings defaults() {
    return new IclUniMatchSettings(
        IclSettings.defaults(),
        UnsupervisedConfig.defaults().withWeight(2, 0),
        UniMatchSettings.defaults().strong(),
        true,
        false,
        0);
  }
}
