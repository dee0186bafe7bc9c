package dev.icl.bench.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells which records measured the same thing. What a cell's key says anyhow, and what decides only
 * where files are and how fast they are read, does not count.
 */
final class Configurations {
  /**
   * Of a benchmark: its axes, and what it does beside training. Of a training: what its key says.
   */
  private static final Set<String> IGNORED =
      Set.of(
          "title",
          "description",
          "engine",
          "engines",
          "device",
          "devices",
          "method",
          "methods",
          "variant",
          "variants",
          "network",
          "networks",
          "labeled",
          "seed",
          "seeds",
          "threads",
          "session",
          "jobs",
          "repeats",
          "timing",
          "parity");

  private static final Set<String> IGNORED_OF_DATA =
      Set.of("labeled", "root", "cache", "cache_mb", "memory_mb", "workers");

  private static final Set<String> IGNORED_OF_TRAIN = Set.of("checkpoint_every");

  private final List<String> known = new ArrayList<>();
  private final List<JsonNode> first = new ArrayList<>();

  /**
   * The letter of a configuration: A for the first that was asked for, B for the next other one.
   */
  String letter(JsonNode config) {
    String pruned = canonical(pruned(config)).toString();
    if (!known.contains(pruned)) {
      known.add(pruned);
      first.add(config);
    }
    int index = known.indexOf(pruned);
    return index < 26 ? String.valueOf((char) ('A' + index)) : "A" + index;
  }

  /** The first configuration of each letter. */
  List<JsonNode> configurations() {
    return List.copyOf(first);
  }

  private static JsonNode pruned(JsonNode config) {
    JsonNode copy = config.deepCopy();
    if (copy instanceof ObjectNode object) {
      prune(object);
      // where a benchmark keeps the settings of its trainings
      if (object.path("base") instanceof ObjectNode base) {
        prune(base);
      }
    }
    return copy;
  }

  private static void prune(ObjectNode config) {
    config.remove(IGNORED);
    if (config.path("data") instanceof ObjectNode data) {
      data.remove(IGNORED_OF_DATA);
    }
    if (config.path("train") instanceof ObjectNode train) {
      train.remove(IGNORED_OF_TRAIN);
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
    return node.isNumber() ? Double.valueOf(node.doubleValue()) : node.toString();
  }
}
