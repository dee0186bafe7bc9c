package dev.icl.cli;

import dev.icl.app.config.Doors;
import dev.icl.app.config.KeyFacts;
import dev.icl.core.settings.Origin;
import dev.icl.core.settings.Provider;
import dev.icl.core.settings.Providers;
import dev.icl.data.DatasetProvider;
import dev.icl.data.format.VolumeFormat;
import dev.icl.data.format.VolumeFormats;
import dev.icl.modules.method.MethodProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something on the class path that can be named, or read files.
 *
 * @param name as a configuration names it; of a format, its common name
 * @param description one line
 * @param from the jar or folder of classes that it came from; empty where Java does not tell
 * @param settings its own keys, without the section; none of a format
 */
record Offer(String name, String description, String from, List<KeyFacts> settings) {
  private static final Set<String> BUILT_IN =
      Set.copyOf(List.of(Origin.of(MethodProvider.class), Origin.of(DatasetProvider.class)));

  /**
   * The offers of one kind.
   *
   * @param kind as {@code methods}
   * @param section of the configuration that names one of them; empty if none does
   * @param offers in the order of the class path
   */
  record Kind(String kind, String section, List<Offer> offers) {}

  /**
   * Everything on the class path, kind by kind.
   *
   * @throws dev.icl.core.error.UserException if two have the same name, or one cannot be loaded
   */
  static List<Kind> all() {
    Doors doors = Doors.installed();
    List<Kind> kinds = new ArrayList<>();
    kinds.add(kind("methods", doors.methods()));
    kinds.add(kind("networks", doors.networks()));
    kinds.add(kind("datasets", doors.datasets()));
    kinds.add(
        new Kind("formats", "", VolumeFormats.installed().all().stream().map(Offer::of).toList()));
    return kinds;
  }

  private static Kind kind(String name, Providers<? extends Provider<?>> providers) {
    return new Kind(name, providers.section(), providers.all().stream().map(Offer::of).toList());
  }

  private static Offer of(Provider<?> provider) {
    return new Offer(
        provider.name(),
        provider.description(),
        Origin.of(provider.getClass()),
        KeyFacts.of(provider.defaults()));
  }

  private static Offer of(VolumeFormat format) {
    String does = format.writes() ? "reads and writes " : "reads ";
    return new Offer(
        format.name(),
        does + String.join(", ", format.extensions()),
        Origin.of(format.getClass()),
        List.of());
  }

  /** Whether it comes with the program, and not from a plugin. */
  boolean isBuiltIn() {
    return BUILT_IN.contains(from);
  }
}
