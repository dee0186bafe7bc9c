package dev.icl.modules.method;

/** Bidirectional copy-paste as {@code method.name: bcp}. */
public final class CopyPasteProvider implements MethodProvider<CopyPasteSettings> {
  @Override
  public String name() {
    return BidirectionalCopyPaste.NAME;
  }

  @Override
  public String description() {
    return "bidirectional copy-paste";
  }

  /** Since the second, self-training begins with the best state of the pre-training. */
  @Override
  public int revision() {
    return 2;
  }

  @Override
  public CopyPasteSettings defaults() {
    return CopyPasteSettings.defaults();
  }

  @Override
  public Method create(CopyPasteSettings settings, MethodContext context) {
    BatchRules.requirePairs(name(), context.batch());
    return new BidirectionalCopyPaste(
        context.network(),
        settings.copyPaste(),
        settings.unsupervised().emaDecay(),
        context.iterations(),
        context.components());
  }
}
