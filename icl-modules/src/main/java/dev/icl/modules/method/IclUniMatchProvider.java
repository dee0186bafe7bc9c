package dev.icl.modules.method;

import dev.icl.modules.network.SegmentationNetwork;

/** ICL with UniMatch as {@code method.name: icl+unimatch}. */
public final class IclUniMatchProvider extends MethodProviderBase<IclUniMatchSettings> {
  /** Describes the method. */
  public IclUniMatchProvider() {
    super(
        IclUniMatch.NAME,
        "ICL with UniMatch",
        IclUniMatchSettings.defaults(),
        (settings, context) ->
            new IclUniMatch(
                IclMaker.of(IclUniMatch.NAME, settings.icl(), context).makeUnlabeled(),
                settings,
                context.iterations()),
        Papers.ICL,
        Papers.UNIMATCH);
  }

  @Override
  public IclUniMatchSettings filled(IclUniMatchSettings settings, SegmentationNetwork network) {
    return new IclUniMatchSettings(
        settings.icl().filledFor(network),
        settings.unsupervised(),
        settings.strong(),
        settings.features(),
        settings.secondOpinion(),
        settings.mapConsistency());
  }
}
