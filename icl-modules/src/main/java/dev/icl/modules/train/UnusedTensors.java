package dev.icl.modules.train;

import dev.icl.core.checkpoint.WeightsFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tensors of a file that no variable starts with.
 *
 * @param unknown names of those that might have been weights
 * @param known the number of the others, by the reason why they are none
 */
record UnusedTensors(List<String> unknown, Map<String, Integer> known) {
  /** Tables that programs store and networks here compute. */
  static final String COMPUTED = "computed";

  /** The state of an optimiser. */
  static final String OPTIMIZER = "optimizer";

  /** Further names of tensors that are taken under another one. */
  static final String REPEATED = "repeated";

  private static final Set<String> TABLES =
      Set.of("relative_position_index", "relative_coords_table", "attn_mask");

  /** Copies the list and the map. */
  UnusedTensors {
    unknown = List.copyOf(unknown);
    known = Map.copyOf(known);
  }

  /** Whether a name is that of a table, which follows from sizes and is never taken from a file. */
  static boolean isTable(String name) {
    return TABLES.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /**
   * The unused tensors of a file.
   *
   * @param file with all its tensors
   * @param found names of those that variables found, whatever their shape
   */
  static UnusedTensors of(WeightsFile file, Set<String> found) {
    Set<Object> taken = new HashSet<>();
    found.forEach(name -> taken.add(file.identity(name)));
    List<String> unknown = new ArrayList<>();
    Map<String, Integer> known = new TreeMap<>();
    for (String name : file.names()) {
      if (found.contains(name)) {
        continue;
      }
      if (taken.contains(file.identity(name))) {
        known.merge(REPEATED, 1, Integer::sum);
      } else if (isTable(name)) {
        known.merge(COMPUTED, 1, Integer::sum);
      } else if (name.startsWith("optim")) {
        known.merge(OPTIMIZER, 1, Integer::sum);
      } else {
        unknown.add(name);
      }
    }
    return new UnusedTensors(unknown, known);
  }
}
