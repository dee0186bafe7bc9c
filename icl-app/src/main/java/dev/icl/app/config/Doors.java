package dev.icl.app.config;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.OwnSettings;
import dev.icl.core.settings.Provider;
import dev.icl.core.settings.Providers;
import dev.icl.core.settings.Records;
import dev.icl.data.DatasetProvider;
import dev.icl.data.Datasets;
import dev.icl.modules.method.MethodProvider;
import dev.icl.modules.method.Methods;
import dev.icl.modules.network.NetworkProvider;
import dev.icl.modules.network.Networks;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The providers that the sections of a configuration can name.
 *
 * @param methods for the section {@code method}
 * @param networks for the section {@code network}
 * @param datasets for the section {@code data}
 */
public record Doors(
    Providers<MethodProvider<?>> methods,
    Providers<NetworkProvider<?>> networks,
    Providers<DatasetProvider<?>> datasets) {
  /** The key of a section that names the provider. */
  static final String NAME = "name";

  /**
   * Everything on the class path.
   *
   * @throws UserException if two providers of a kind have the same name, or one cannot be loaded
   */
  public static Doors installed() {
    return new Doors(Methods.installed(), Networks.installed(), Datasets.installed());
  }

  /** The providers that a section chooses from; empty for a section of other keys. */
  Optional<Providers<?>> at(String section) {
    return List.<Providers<?>>of(methods, networks, datasets).stream()
        .filter(providers -> providers.section().equals(section))
        .findFirst();
  }

  /**
   * A configuration whose sections hold the keys of every provider of their kind, with their
   * defaults.
   */
  public RunConfig withEveryKey(RunConfig config) {
    return withKeysOf(config, provider -> true);
  }

  /**
   * A configuration whose sections hold the keys of some providers beside those that they name,
   * with the defaults where nothing else is given.
   */
  public RunConfig withKeysOf(RunConfig config, Predicate<Provider<?>> wanted) {
    return config
        .withMethod(withKeysOf(config.method(), methods, wanted))
        .withNetwork(withKeysOf(config.network(), networks, wanted))
        .withData(withKeysOf(config.data(), datasets, wanted));
  }

  /**
   * The keys that a configuration leaves to what each section names: they are not given, and their
   * defaults differ from one provider to another.
   *
   * @param given whether a key such as {@code network.channels} is given
   */
  public Set<String> open(Predicate<String> given) {
    Set<String> open = new TreeSet<>(UnusedKeys.disputed(methods));
    open.addAll(UnusedKeys.disputed(networks));
    open.removeIf(given);
    return open;
  }

  /**
   * A run with another method and network, each with what the run says; unchanged for a name that
   * none has.
   *
   * @param run with the keys of all that are asked for
   * @param open as {@link #open} tells
   * @param method its name
   * @param network its name
   */
  public RunConfig naming(RunConfig run, Set<String> open, String method, String network) {
    RunConfig named =
        methods
            .find(method)
            .map(found -> run.method().as(found, key -> open.contains("method." + key)))
            .map(run::withMethod)
            .orElse(run);
    return networks
        .find(network)
        .map(found -> run.network().as(found, key -> open.contains("network." + key)))
        .map(named::withNetwork)
        .orElse(named);
  }

  private static <R extends Record> R withKeysOf(
      R section, Providers<?> providers, Predicate<Provider<?>> wanted) {
    OwnSettings own = Records.own(section).orElseThrow();
    return Records.withOwn(section, UnusedKeys.of(own, providers, wanted));
  }
}
