package dev.icl.modules.method;

import dev.icl.modules.network.SegmentationNetwork;

/** ICL as {@code method.name: icl}. */
public final class IclProvider extends MethodProviderBase<IclSettings> {
  /** Describes the method. */
  public IclProvider() {
    super(
        Icl.NAME,
        "ICL: class proxies and consistency",
        IclSettings.defaults(),
        (settings, context) -> IclMaker.of(Icl.NAME, settings, context).make(),
        Papers.ICL);
  }

  @Override
  public IclSettings filled(IclSettings settings, SegmentationNetwork network) {
    return settings.filledFor(network);
  }
}
