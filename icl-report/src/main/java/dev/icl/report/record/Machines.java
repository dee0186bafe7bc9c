package dev.icl.report.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The machines of cells, each once. A cell's process tells the version of its own engine alone, so
 * what cells report of one machine is put together; where they contradict each other, because a
 * program was updated between them, it counts as another machine, with an id of its own.
 */
public final class Machines {
  private final Map<String, Machine> known = new LinkedHashMap<>();

  /**
   * Adds what a cell reports of its machine.
   *
   * @return the id of the machine among these, which is another than its own where some other
   *     machine has that one
   */
  public String add(Machine machine) {
    String id =
        known.values().stream()
            .filter(other -> agree(other, machine))
            .map(Machine::id)
            .findFirst()
            .orElseGet(() -> free(machine.id()));
    known.merge(id, machine.with(id, machine.versions()), Machines::together);
    return id;
  }

  private String free(String wanted) {
    String id = wanted;
    for (int i = 2; known.containsKey(id); i++) {
      id = wanted + "-" + i;
    }
    return id;
  }

  /** All of them, in the order in which they were added. */
  public List<Machine> all() {
    return List.copyOf(known.values());
  }

  /** The number of machines, regardless of the versions of their programs. */
  public static long count(List<Machine> machines) {
    return facts(machines).size();
  }

  /** The facts of the machines, without ids and versions. */
  public static Set<Machine> facts(List<Machine> machines) {
    return machines.stream()
        .map(machine -> machine.with("", Map.of()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The programs that not all machines tell the same version of: the versions by name, each once.
   */
  public static Map<String, List<String>> mixedVersions(List<Machine> machines) {
    Map<String, List<String>> versions = new TreeMap<>();
    for (Machine machine : machines) {
      machine
          .versions()
          .forEach(
              (name, version) -> {
                List<String> told = versions.computeIfAbsent(name, any -> new ArrayList<>());
                if (!told.contains(version)) {
                  told.add(version);
                }
              });
    }
    versions.values().removeIf(told -> told.size() == 1);
    boolean built =
        machines.stream()
            .map(Machine::versions)
            .filter(told -> told.containsKey(Machine.COMMIT))
            .allMatch(told -> told.containsKey(Machine.BUILD));
    if (built && !versions.containsKey(Machine.BUILD)) {
      versions.remove(Machine.COMMIT);
    }
    return versions;
  }

  private static boolean agree(Machine a, Machine b) {
    // the sources' commit says nothing that the bytes of the build do not say better
    boolean built =
        a.versions().containsKey(Machine.BUILD) && b.versions().containsKey(Machine.BUILD);
    return a.with("", Map.of()).equals(b.with("", Map.of()))
        && a.versions().entrySet().stream()
            .filter(e -> !(built && e.getKey().equals(Machine.COMMIT)))
            .allMatch(
                e -> b.versions().getOrDefault(e.getKey(), e.getValue()).equals(e.getValue()));
  }

  private static Machine together(Machine a, Machine b) {
    Map<String, String> versions = new TreeMap<>(a.versions());
    versions.putAll(b.versions());
    return a.with(a.id(), versions);
  }
}
