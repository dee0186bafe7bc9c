package dev.icl.modules.method;

import dev.icl.modules.network.SegmentationNetwork;

/** ICL with copy-paste as {@code method.name: icl+copy-paste}. */
public final class IclCopyPasteProvider extends MethodProviderBase<IclCopyPasteSettings> {
  /** Describes the method. */
  public IclCopyPasteProvider() {
    super(
        IclCopyPaste.NAME,
        "ICL with copy-paste",
        IclCopyPasteSettings.defaults(),
        (settings, context) -> {
          BatchRules.requirePairs(IclCopyPaste.NAME, context.batch());
          return new IclCopyPaste(
              IclMaker.of(IclCopyPaste.NAME, settings.icl(), context).makeUnlabeled(),
              settings.copyPaste(),
              settings.unsupervised().withoutTeacher(IclCopyPaste.NAME),
              context.iterations());
        },
        Papers.ICL,
        Papers.COPY_PASTE);
  }

  @Override
  public IclCopyPasteSettings filled(IclCopyPasteSettings settings, SegmentationNetwork network) {
    return new IclCopyPasteSettings(
        settings.icl().filledFor(network), settings.unsupervised(), settings.copyPaste());
  }
}
