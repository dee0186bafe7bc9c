package dev.icl.modules.method;

import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Inline;

/**
 * The settings of methods that learn hard labels of weak views on strong ones.
 *
 * @param labels the hard labels that count
 * @param targets whose labels they are
 * @param cutMix boxes of other images
 */
public record StrongConfig(
    @Inline HardLabelConfig labels,
    @Doc(
            value =
                "whose labels teach strong views: those of the network itself or of a moving average of it",
            range = "`self`, `teacher`")
        LabelSource targets,
    CutMixConfig cutMix) {}
