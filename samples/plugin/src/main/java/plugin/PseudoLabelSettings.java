package plugin;

import dev.icl.core.settings.Below;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;

/**
 * The keys of the section {@code method} where it names {@code pseudo-labels}.
 *
 * @param threshold probability above which the network's own label counts
 * @param weight of the loss of such labels, once it is ramped up
 */
public record PseudoLabelSettings(
    @Doc("probability above which the network's own label counts") @Min(0) @Below(1)
        double threshold,
    @Doc("weight of the loss of such labels at the end of the training") @Min(0) @Max(1000)
        double weight) {}
