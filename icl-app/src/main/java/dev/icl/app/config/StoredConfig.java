package dev.icl.app.config;

import dev.icl.core.settings.Providers;
import dev.icl.core.settings.Records;
import dev.icl.modules.method.Supervised;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration that a checkpoint holds, perhaps of a run with plugins that are not on the
 * class path here.
 *
 * @param doors whatever the sections can name here
 */
record StoredConfig(Doors doors) {
  private static final String METHOD = "method";
  private static final String DATA = "data";

  /**
   * What describes the network alone. The dataset and the method of its training need not be known:
   * in the place of the method stands the one that every network goes with.
   */
  static ConfigNode network(ConfigNode stored) {
    if (!(stored instanceof ConfigNode.Mapping tree)) {
      return stored;
    }
    ConfigNode name = new ConfigNode.Scalar(tree.origin(), Supervised.NAME);
    return tree.without(DATA)
        .without(METHOD)
        .mergedWith(ConfigNode.Mapping.ofPath(List.of(METHOD, Doors.NAME), name));
  }

  /**
   * Leaves out of each section whose provider is missing the keys that are not common to all, if
   * another provider is named instead.
   *
   * @param stored as the checkpoint holds it
   * @param stronger what is said now
   */
  ConfigNode renamed(ConfigNode stored, ConfigNode.Mapping stronger) {
    if (!(stored instanceof ConfigNode.Mapping tree)) {
      return stored;
    }
    ConfigNode.Mapping known = tree;
    for (Records.Entry entry : Records.entries(RunConfig.defaults())) {
      String section = entry.key();
      Optional<Providers<?>> door = doors.at(section);
      if (door.isPresent()
          && stronger.gives(section + "." + Doors.NAME)
          && tree.at(section) instanceof ConfigNode.Mapping own
          && own.at(Doors.NAME) instanceof ConfigNode.Scalar name
          && door.get().find(name.text()).isEmpty()) {
        ConfigNode.Mapping kept = only(own, commonKeys((Record) entry.value()));
        known =
            known.without(section).mergedWith(ConfigNode.Mapping.ofPath(List.of(section), kept));
      }
    }
    return known;
  }

  /** Those that a section has whatever it names. */
  private static Set<String> commonKeys(Record section) {
    Set<String> keys = new HashSet<>();
    Records.entries(section).forEach(entry -> keys.add(entry.key()));
    Records.entries(Records.own(section).orElseThrow().values())
        .forEach(entry -> keys.remove(entry.key()));
    return keys;
  }

  private static ConfigNode.Mapping only(ConfigNode.Mapping section, Set<String> keys) {
    ConfigNode.Mapping kept = section;
    for (String key : section.entries().keySet()) {
      kept = keys.contains(key) ? kept : kept.without(key);
    }
    return kept;
  }
}
