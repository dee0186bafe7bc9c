package dev.icl.modules.method;

import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;

/**
 * The settings of methods that learn hard labels of weak views on strong ones.
 *
 * @param threshold least probability of a pseudo label that counts
 * @param targets whose labels they are
 * @param cutMix boxes of other images
 */
public record StrongConfig(
    @Doc("least probability of a hard pseudo label that counts") @Min(0) @Max(1) double threshold,
    @Doc(
            value =
                "whose labels teach strong views: those of the network itself or of a moving average of it",
            range = "`self`, `teacher`")
        LabelSource targets,
    CutMixConfig cutMix) {}
