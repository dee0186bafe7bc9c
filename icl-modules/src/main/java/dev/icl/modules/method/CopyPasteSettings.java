package dev.icl.modules.method;

/**
 * The settings of bidirectional copy-paste.
 *
 * @param unsupervised its teacher
 * @param copyPaste pre-training, box and weight
 */
public record CopyPasteSettings(UnsupervisedConfig unsupervised, CopyPasteConfig copyPaste) {
  /** The published recipe for ACDC. */
  public static CopyPasteSettings defaults() {
    return new CopyPasteSettings(UnsupervisedConfig.defaults(), CopyPasteConfig.defaults());
  }
}
