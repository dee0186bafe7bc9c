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
 * where files are and how fast they are read, does not count. Where scans differ, or which of them
 * were scored, two are apart whatever the configuration says.
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
  private final List<Known> known = new ArrayList<>();

  /** All that is known of a letter, and the first configuration of it as readers see it. */
  private record Known(Object decisive, Circumstances circumstances, JsonNode shown) {
    /** Whether others may be of this letter, too. */
    boolean takes(Object otherDecisive, Circumstances others) {
      return decisive.equals(otherDecisive) && !circumstances.contradict(others);
    }

    Known with(Circumstances more) {
      return new Known(decisive, circumstances.and(more), shown);
    }
  }

  /**
   * The letter of a configuration: A for the first that was asked for, B for the next other one.
   *
   * @param comparable of a training, perhaps with the axes of a benchmark in it
   * @param circumstances the facts beside it; of what they do not tell, as records of earlier
   *     versions do not, the first letter with that configuration is taken to be
   * @param shown the configuration as readers see it
   */
  String letter(JsonNode comparable, Circumstances circumstances, JsonNode shown) {
    Object decisive = canonical(decisive(comparable));
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i).takes(decisive, circumstances)) {
        known.set(i, known.get(i).with(circumstances));
        return letter(i);
      }
    }
    known.add(new Known(decisive, circumstances, shown));
    return letter(known.size() - 1);
  }

  /** The name of a configuration by its place: A to Z, then A26 and so on. */
  static String letter(int index) {
    return index < 26 ? String.valueOf((char) ('A' + index)) : "A" + index;
  }

  /**
   * The first configuration of each letter, under {@code measured} with what tells it from others
   * that are configured alike.
   */
  List<JsonNode> configurations() {
    return known.stream().map(this::shown).toList();
  }

  private JsonNode shown(Known letter) {
    boolean alone = known.stream().filter(k -> k.decisive().equals(letter.decisive())).count() == 1;
    if (alone || !(letter.shown() instanceof ObjectNode)) {
      return letter.shown();
    }
    ObjectNode shown = letter.shown().deepCopy();
    ObjectNode measured = shown.putObject("measured");
    letter.circumstances().facts().forEach((fact, value) -> measured.put(fact, value));
    return shown;
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
