package dev.icl.core.engine;

import dev.icl.core.error.NearestName;
import dev.icl.core.error.UserException;
import dev.icl.core.settings.Origin;
import dev.icl.core.settings.PluginCalls;
import dev.icl.core.settings.Services;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The engines that a run may choose from, by name. */
public final class EnginePlugins {
  /** Engines of this project that the class path may lack, and how to get each. */
  private static final Map<String, String> REMEDIES =
      Map.of(
          "pytorch",
          "add the Maven dependency dev.icl:icl-engine-pytorch",
          "tensorflow",
          "add the Maven dependency dev.icl:icl-engine-tensorflow");

  private final TreeMap<String, EnginePlugin> byName = new TreeMap<>();

  private EnginePlugins(Iterable<EnginePlugin> plugins) {
    for (EnginePlugin plugin : plugins) {
      EnginePlugin twin =
          byName.putIfAbsent(PluginCalls.fact("engine", plugin, "name()", plugin::name), plugin);
      if (twin != null) {
        throw new UserException(
            "engine: two plugins on the class path are named '%s', %s and %s; keep one of them."
                .formatted(plugin.name(), Origin.described(twin), Origin.described(plugin)));
      }
    }
  }

  /**
   * Every plugin on the class path. Loads nothing native.
   *
   * @throws UserException if two have the same name, or one cannot be loaded
   */
  public static EnginePlugins discover() {
    return Services.load("engine", EnginePlugin.class, EnginePlugins::new);
  }

  /**
   * The given plugins and no others.
   *
   * @throws UserException if two have the same name
   */
  public static EnginePlugins of(EnginePlugin... plugins) {
    return new EnginePlugins(List.of(plugins));
  }

  /** Every plugin, ordered by name. */
  public List<EnginePlugin> all() {
    return List.copyOf(byName.values());
  }

  /**
   * The plugin of that name.
   *
   * @param name as {@code pytorch}
   * @throws UserException if there is none; it says which there are and how to get the asked one
   */
  public EnginePlugin select(String name) {
    EnginePlugin plugin = byName.get(name);
    if (plugin != null) {
      return plugin;
    }
    String found =
        byName.isEmpty() ? "holds no engine" : "holds " + String.join(", ", byName.keySet());
    String remedy = REMEDIES.get(name);
    if (remedy != null) {
      throw new UserException(
          "engine: '%s' is not on the class path, which %s; %s%s."
              .formatted(
                  name, found, remedy, byName.isEmpty() ? "" : ", or choose one that is there"));
    }
    String question = NearestName.question(name, byName.keySet());
    throw new UserException(
        "engine: there is no engine '%s' on the class path, which %s%s"
            .formatted(name, found, question.isEmpty() ? instead() : question));
  }

  private String instead() {
    return byName.isEmpty()
        ? "; add the Maven dependency dev.icl:icl-engine-pytorch."
        : "; use one that is there, or name the jar of the plugin that has it with --class-path.";
  }
}
