package dev.icl.modules.network;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.settings.PluginCalls;
import dev.icl.core.settings.Providers;

/** The networks a configuration can name. */
public final class Networks {
  private Networks() {}

  /**
   * Every network on the class path.
   *
   * @throws UserException if two have the same name, or one cannot be loaded
   */
  public static Providers<NetworkProvider<?>> installed() {
    return Providers.installed("network", "network", NetworkProvider.class);
  }

  /**
   * The network that a configuration names.
   *
   * @throws UserException if there is no such network, a setting does not fit it, or its plugin
   *     makes one with another name
   */
  public static SegmentationNetwork create(NamedSettings choice, ImageSpec image) {
    return create(installed().select(choice.name()), choice, image);
  }

  private static <S extends Record> SegmentationNetwork create(
      NetworkProvider<S> provider, NamedSettings choice, ImageSpec image) {
    return PluginCalls.named(
        "network",
        provider,
        () -> provider.create(choice.own().of(provider), image),
        SegmentationNetwork::name);
  }
}
