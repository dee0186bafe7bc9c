package dev.icl.report.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.icl.app.config.ConfigHistory;
import dev.icl.app.config.ConfigTree;
import dev.icl.app.config.Doors;
import dev.icl.app.config.LeftToNetwork;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells which records measured the same thing. What a cell's key says anyhow, and what decides only
 * where files are and how fast they are read, does not count.
 */
final class Configurations {
  private static final Set<String> IGNORED =
      Set.of("bench", "engine", "device", "seed", "threads", "session");

  private static final Map<String, Set<String>> IGNORED_WITHIN =
      Map.of(
          "data",
              Set.of("labeled", "label_draw", "root", "cache", "cache_mb", "memory_mb", "workers"),
          "train", Set.of("checkpoint_every"),
          "method", Set.of("name"),
          "network", Set.of("name"));

  private final ObjectNode defaults = defaults();
  private final List<Object> known = new ArrayList<>();
  private final List<JsonNode> first = new ArrayList<>();

  /**
   * The letter of a configuration: A for the first that was asked for, B for the next other one.
   *
   * @param comparable of a training, perhaps with the axes of a benchmark in it
   * @param shown the same as readers see it
   */
  String letter(JsonNode comparable, JsonNode shown) {
    Object decisive = canonical(decisive(comparable));
    if (!known.contains(decisive)) {
      known.add(decisive);
      first.add(shown);
    }
    return letter(known.indexOf(decisive));
  }

  /** The name of a configuration by its place: A to Z, then A26 and so on. */
  static String letter(int index) {
    return index < 26 ? String.valueOf((char) ('A' + index)) : "A" + index;
  }

  /** The first configuration of each letter. */
  List<JsonNode> configurations() {
    return List.copyOf(first);
  }

  private JsonNode decisive(JsonNode config) {
    // a key that a configuration lacks has its default
    ObjectNode copy = defaults.deepCopy();
    merge(copy, config.deepCopy());
    copy.remove(IGNORED);
    removeIgnored(copy, copy.path(ConfigHistory.KEY));
    IGNORED_WITHIN.forEach(
        (key, ignored) -> {
          if (copy.path(key) instanceof ObjectNode part) {
            part.remove(ignored);
          }
        });
    return copy;
  }

  /**
   * A training that went on elsewhere is the same; one that was continued with another rate is not.
   */
  private static void removeIgnored(ObjectNode config, JsonNode history) {
    boolean counts = false;
    for (JsonNode entry : history) {
      if (entry.path(ConfigHistory.CHANGES) instanceof ObjectNode changes) {
        changes.remove(
            changes.properties().stream()
                .map(Map.Entry::getKey)
                .filter(Configurations::isIgnored)
                .toList());
        counts |= !changes.isEmpty();
      }
    }
    if (!counts) {
      config.remove(ConfigHistory.KEY);
    }
  }

  private static boolean isIgnored(String key) {
    String[] parts = key.split("\\.", 2);
    return IGNORED.contains(parts[0])
        || parts.length > 1 && IGNORED_WITHIN.getOrDefault(parts[0], Set.of()).contains(parts[1]);
  }

  private static void merge(ObjectNode into, JsonNode from) {
    for (Map.Entry<String, JsonNode> entry : from.properties()) {
      if (into.path(entry.getKey()) instanceof ObjectNode inner && entry.getValue().isObject()) {
        merge(inner, entry.getValue());
      } else {
        into.set(entry.getKey(), entry.getValue());
      }
    }
  }

  /** Keys in order, so that the order in a file does not matter. */
  private static Object canonical(JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, Object> sorted = new TreeMap<>();
      node.properties().forEach(entry -> sorted.put(entry.getKey(), canonical(entry.getValue())));
      return sorted;
    }
    if (node.isArray()) {
      List<Object> elements = new ArrayList<>();
      node.forEach(element -> elements.add(canonical(element)));
      return elements;
    }
    // 1 and 1.0 are one number
    return node.isNumber() ? Double.valueOf(node.doubleValue()) : node.asText();
  }

  private static ObjectNode defaults() {
    return ConfigTree.ofWritten(
        RunConfigWriter.toYaml(
            LeftToNetwork.filled(Doors.installed().withEveryKey(RunConfig.defaults()))));
  }
}
