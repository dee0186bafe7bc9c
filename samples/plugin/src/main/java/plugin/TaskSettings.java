package plugin;

import dev.icl.core.settings.Doc;
import dev.icl.core.settings.NotEmpty;

/**
 * The keys of the section {@code data} that {@code task} alone has.
 *
 * @param structure name of the structure that has the label value 1
 */
public record TaskSettings(
    @Doc(value = "name of the structure that has the label value 1", range = "a name") @NotEmpty
        String structure) {}
