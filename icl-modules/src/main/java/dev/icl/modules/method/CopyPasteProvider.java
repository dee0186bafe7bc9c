package dev.icl.modules.method;

/** Bidirectional copy-paste as {@code method.name: bcp}. */
public final class CopyPasteProvider extends MethodProviderBase<CopyPasteSettings> {
  /** Describes the method. */
  public CopyPasteProvider() {
    super(
        BidirectionalCopyPaste.NAME,
        "bidirectional copy-paste",
        CopyPasteSettings.defaults(),
        (settings, context) -> {
          BatchRules.requirePairs(BidirectionalCopyPaste.NAME, context.batch());
          return new BidirectionalCopyPaste(
              context.network(),
              settings.copyPaste(),
              settings.unsupervised(),
              context.iterations(),
              context.components());
        },
        Papers.COPY_PASTE);
  }

  /** Since the second, self-training begins with the best state of the pre-training. */
  @Override
  public int revision() {
    return 2;
  }
}
