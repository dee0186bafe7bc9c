package dev.icl.bench.config;

import dev.icl.app.config.ConfigChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys that differ between two configurations of a benchmark. */
public final class BenchChanges {
  private BenchChanges() {}

  /** All keys that differ, in the order of the configuration; the variants count as one key. */
  public static List<ConfigChange> between(BenchConfig before, BenchConfig after) {
    return ConfigChange.between(values(before), values(after));
  }

  private static Map<String, String> values(BenchConfig config) {
    Map<String, String> values = new LinkedHashMap<>(ConfigChange.values(config.bench(), "bench."));
    values.put("bench.variants", BenchConfigWriter.variants(config));
    values.putAll(ConfigChange.allValues(config.base()));
    return values;
  }
}
