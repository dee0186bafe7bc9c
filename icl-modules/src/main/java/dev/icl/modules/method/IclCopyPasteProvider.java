package dev.icl.modules.method;

/** ICL with copy-paste as {@code method.name: icl+copy-paste}. */
public final class IclCopyPasteProvider implements MethodProvider<IclCopyPasteSettings> {
  @Override
  public String name() {
    return IclCopyPaste.NAME;
  }

  @Override
  public String description() {
    return "ICL with copy-paste";
  }

  @Override
  public IclCopyPasteSettings defaults() {
    return IclCopyPasteSettings.defaults();
  }

  @Override
  public Method create(IclCopyPasteSettings settings, MethodContext context) {
    BatchRules.requirePairs(name(), context.batch());
    return new IclCopyPaste(
        new IclMaker(name(), settings.icl(), context.network(), context.batch().patch())
            .makeUnlabeled(),
        settings.copyPaste(),
        settings.unsupervised(),
        context.iterations());
  }
}
