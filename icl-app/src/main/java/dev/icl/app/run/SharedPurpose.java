package dev.icl.app.run;

import dev.icl.app.config.ConfigChange;
import dev.icl.app.config.RunConfig;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The part of a configuration that must be the same in all processes of a training. Folders,
 * devices, threads and memory are each machine's own; of the scans found there each process sees
 * whether they are the same.
 */
public final class SharedPurpose {
  private static final Set<String> OWN =
      Set.of(
          "device",
          "threads",
          "data.root",
          "data.split",
          "data.cache",
          "data.cache_mb",
          "data.memory_mb",
          "data.workers",
          "train.from");

  private SharedPurpose() {}

  /** All such keys with their values, a line each. */
  public static String of(RunConfig config) {
    Map<String, String> values = new TreeMap<>(ConfigChange.allValues(config));
    values.keySet().removeAll(OWN);
    values.keySet().removeIf(key -> key.startsWith("session.") || key.startsWith("inference."));
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining("\n"));
  }
}
