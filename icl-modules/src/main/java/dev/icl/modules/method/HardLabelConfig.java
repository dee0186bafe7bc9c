package dev.icl.modules.method;

import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;

/**
 * The hard pseudo labels that count.
 *
 * @param threshold least probability of one
 */
public record HardLabelConfig(
    @Doc("least probability of a hard pseudo label that counts") @Min(0) @Max(1)
        double threshold) {}
