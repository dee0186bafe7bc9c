package dev.icl.modules.method;

import dev.icl.core.settings.Inline;

/**
 * The settings of ICL with copy-paste.
 *
 * @param icl those of ICL
 * @param unsupervised weight, ramp-up and teacher of what is added
 * @param copyPaste box and weight
 */
public record IclCopyPasteSettings(
    @Inline IclSettings icl, UnsupervisedConfig unsupervised, CopyPasteConfig copyPaste) {
  /** The defaults of all three. */
  public static IclCopyPasteSettings defaults() {
    return new IclCopyPasteSettings(
        IclSettings.defaults(), UnsupervisedConfig.defaults(), CopyPasteConfig.defaults());
  }
}
