package plugin;

import dev.icl.core.settings.Below;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;

/**
 * The keys of the section {@code network} where it names {@code tiny}.
 *
 * @param width channels between the layers
 * @param dropout rate before the last layer
 */
public record TinySettings(
    @Doc("channels between the layers") @Min(1) @Max(512) int width,
    @Doc("dropout rate before the last layer") @Min(0) @Below(1) double dropout) {}
