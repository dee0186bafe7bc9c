package dev.icl.data.split;

import dev.icl.data.catalog.Subset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The assignment of scans to subsets: names of cases or of patients, which stand for all of their
 * cases. The parts that it does not hold are empty.
 *
 * @param origin its origin, for error messages: a path, mostly
 * @param parts names in order, of every part but {@link Subset#UNUSED}
 */
public record Split(String origin, Map<Subset, List<String>> parts) {
  /** Keeps its own copy of the lists. */
  public Split {
    Map<Subset, List<String>> copy = new EnumMap<>(Subset.class);
    parts.forEach((part, names) -> copy.put(part, List.copyOf(names)));
    parts = Collections.unmodifiableMap(copy);
  }

  /** The names of a part. */
  public List<String> of(Subset part) {
    return parts.getOrDefault(part, List.of());
  }
}
