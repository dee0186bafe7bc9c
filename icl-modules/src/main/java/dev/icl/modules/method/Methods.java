package dev.icl.modules.method;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.settings.PluginCalls;
import dev.icl.core.settings.Providers;
import dev.icl.modules.network.Patches;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;

/** The methods a configuration can name. */
public final class Methods {
  private Methods() {}

  /**
   * Every method on the class path, ICL first.
   *
   * @throws UserException if two have the same name, or one cannot be loaded
   */
  public static Providers<MethodProvider<?>> installed() {
    return Providers.installed("method", "method", MethodProvider.class);
  }

  /** The names for a configuration, ICL first. */
  public static List<String> names() {
    return installed().names();
  }

  /**
   * The revision of a method in this release, from 1.
   *
   * @param name of a method, whether it is known here or not
   */
  public static int revision(String name) {
    return installed().find(name).map(MethodProvider::revision).orElse(1);
  }

  /**
   * The method that a configuration names.
   *
   * @param choice its name and settings
   * @param context the training that it is made for
   * @throws UserException if there is no such method, a setting is out of range, the network cannot
   *     take the patch, the patch makes a weight too large, the method cannot pair the batch, or
   *     its plugin makes one with another name
   */
  public static Method create(NamedSettings choice, MethodContext context) {
    MethodProvider<?> provider = installed().select(choice.name());
    Patches.require(context.network(), context.batch().patch());
    return create(provider, choice, context);
  }

  /**
   * The settings of a method with values in place of those that are left to the network.
   *
   * @param choice its name and settings
   * @param network the backbone
   * @return the same where nothing was left
   * @throws UserException if there is no such method
   */
  public static NamedSettings filled(NamedSettings choice, SegmentationNetwork network) {
    return filled(installed().select(choice.name()), choice, network);
  }

  private static <S extends Record> NamedSettings filled(
      MethodProvider<S> provider, NamedSettings choice, SegmentationNetwork network) {
    S filled =
        PluginCalls.made(
            "method",
            provider,
            "filled()",
            () -> provider.filled(choice.own().of(provider), network));
    return choice.with(filled);
  }

  private static <S extends Record> Method create(
      MethodProvider<S> provider, NamedSettings choice, MethodContext context) {
    return PluginCalls.named(
        "method",
        provider,
        () -> provider.create(choice.own().of(provider), context),
        Method::name);
  }

  /**
   * ICL with its own settings.
   *
   * @param settings of ICL
   * @param network the backbone
   * @param patch size of training images, one entry per spatial axis
   * @throws UserException if a setting is out of range, the network cannot take the patch, or the
   *     patch makes a weight too large
   */
  public static Icl icl(IclSettings settings, SegmentationNetwork network, List<Integer> patch) {
    return new IclMaker(Icl.NAME, settings, network, patch).make();
  }
}
