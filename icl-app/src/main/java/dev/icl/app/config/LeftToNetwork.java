package dev.icl.app.config;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.settings.OwnSettings;
import dev.icl.core.settings.Records;
import dev.icl.modules.method.MethodProvider;
import dev.icl.modules.method.Methods;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of methods that a configuration leaves to the network, such as ICL's heads. In the
 * configuration of a run their values stand in their place.
 */
public final class LeftToNetwork {
  private LeftToNetwork() {}

  /**
   * A run with nothing left to its network. One whose network or method cannot be made, or whose
   * network follows from its images, is returned as it is.
   */
  public static RunConfig filled(RunConfig run) {
    return filled(run, List.of(run.network()));
  }

  /**
   * Settings of several runs, in which the keys of every method are filled as far as all networks
   * want the same.
   *
   * @param runs the part that all have in common, perhaps with keys of methods that it does not
   *     name
   * @param networks of the runs
   */
  public static RunConfig filled(RunConfig runs, List<NamedSettings> networks) {
    Set<NamedSettings> methods =
        networks.stream()
            .map(network -> network(network, runs.train().patch()))
            .map(found -> found.map(network -> filled(runs.method(), network)))
            .map(method -> method.orElse(runs.method()))
            .collect(Collectors.toSet());
    return methods.size() == 1 ? runs.withMethod(methods.iterator().next()) : runs;
  }

  private static Optional<SegmentationNetwork> network(
      NamedSettings settings, List<Integer> patch) {
    for (ImageSpec image : TrialImages.of(patch)) {
      try {
        // one that follows from the images is known when these are
        return Networks.resolved(settings, image).equals(settings)
            ? Optional.of(Networks.create(settings, image))
            : Optional.empty();
      } catch (UserException refusal) {
        continue; // perhaps it is for other images
      }
    }
    return Optional.empty();
  }

  /** The section with the values of every method whose keys it has. */
  private static NamedSettings filled(NamedSettings method, SegmentationNetwork network) {
    Map<String, Object> unused = new LinkedHashMap<>(method.own().unused());
    NamedSettings named = method;
    for (MethodProvider<?> provider : Methods.installed().all()) {
      boolean isNamed = provider.name().equals(method.name());
      NamedSettings given = isNamed ? method : method.as(provider);
      NamedSettings filled = Methods.filled(given, network);
      if (isNamed) {
        named = filled;
      } else {
        Records.entries(filled.own().values()).stream()
            .filter(entry -> !Optional.of(entry.value()).equals(given.value(entry.key())))
            .forEach(entry -> unused.replace(entry.key(), entry.value()));
      }
    }
    return new NamedSettings(named.name(), new OwnSettings(named.own().values(), unused));
  }
}
