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

  /**
   * A choice with everything written out that follows from the images, see {@link
   * NetworkProvider#resolved}.
   *
   * @throws UserException as {@link #create}
   */
  public static NamedSettings resolved(NamedSettings choice, ImageSpec image) {
    return resolved(installed().select(choice.name()), choice, image);
  }

  private static <S extends Record> NamedSettings resolved(
      NetworkProvider<S> provider, NamedSettings choice, ImageSpec image) {
    S settings = choice.own().of(provider);
    S all =
        PluginCalls.made(
            "network", provider, "resolved()", () -> provider.resolved(settings, image));
    return choice.with(all);
  }

  /**
   * A choice for a training that goes on, in which what is left to the images is as it was, see
   * {@link NetworkProvider#continued}.
   *
   * @param now the choice that is asked for
   * @param before the one that the training was recorded with
   */
  public static NamedSettings continued(NamedSettings now, NamedSettings before) {
    return now.name().equals(before.name())
        ? installed().find(now.name()).map(provider -> continued(provider, now, before)).orElse(now)
        : now;
  }

  private static <S extends Record> NamedSettings continued(
      NetworkProvider<S> provider, NamedSettings now, NamedSettings before) {
    S asked = now.own().of(provider);
    S was = before.own().of(provider);
    S settings =
        PluginCalls.made("network", provider, "continued()", () -> provider.continued(asked, was));
    return now.with(settings);
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
