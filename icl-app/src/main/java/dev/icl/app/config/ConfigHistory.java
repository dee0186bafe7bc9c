package dev.icl.app.config;

import dev.icl.core.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The changes made while a training or a benchmark was continued after interruptions: the section
 * {@code history} at the end of its configuration. Readers of the configuration for another run
 * pass over it. That of a benchmark has {@code cells_done} in place of {@code from_iteration}.
 *
 * <pre>{@code
 * history:
 *   - from_iteration: 4000
 *     changes:
 *       train.iterations: {was: 30000, now: 40000}
 * }</pre>
 *
 * @param entries the oldest first
 */
public record ConfigHistory(List<Entry> entries) {
  /** The key at the top level of a configuration. */
  public static final String KEY = "history";

  /** The key of an entry's changes. */
  public static final String CHANGES = "changes";

  /** Nothing was changed. */
  public static final ConfigHistory NONE = new ConfigHistory(List.of());

  private static final String FROM_ITERATION = "from_iteration";
  private static final String CELLS_DONE = "cells_done";
  private static final String WAS = "was";
  private static final String NOW = "now";

  /**
   * Changes that were made together.
   *
   * @param from how many steps, or cells, were done without them
   * @param changes at least one
   */
  public record Entry(int from, List<ConfigChange> changes) {
    /** Copies the list. */
    public Entry {
      changes = List.copyOf(changes);
    }
  }

  /** Copies the list. */
  public ConfigHistory {
    entries = List.copyOf(entries);
  }

  /**
   * The history in a configuration. What somebody wrote there by hand and is none is left out.
   *
   * @param yaml the configuration as text
   * @throws UserException if it is not YAML
   */
  public static ConfigHistory in(String yaml) {
    ConfigNode tree = YamlTree.ofFile("configuration", yaml, new ConfigDiagnostics());
    if (tree instanceof ConfigNode.Mapping mapping
        && mapping.at(KEY) instanceof ConfigNode.Sequence list) {
      return new ConfigHistory(
          list.values().stream().flatMap(node -> entry(node).stream()).toList());
    }
    return NONE;
  }

  /** This with changes that hold from there on; unchanged if there are none. */
  public ConfigHistory with(int from, List<ConfigChange> changes) {
    return changes.isEmpty()
        ? this
        : new ConfigHistory(
            Stream.concat(entries.stream(), Stream.of(new Entry(from, changes))).toList());
  }

  /** Whether a key was given this value at an iteration or later. */
  public boolean has(ConfigChange change, int since) {
    return entries.stream()
        .filter(entry -> entry.from() >= since)
        .flatMap(entry -> entry.changes().stream())
        .anyMatch(c -> c.key().equals(change.key()) && c.now().equals(change.now()));
  }

  /** The section of a training in YAML; empty if nothing was changed. */
  public String toYaml() {
    return toYaml(FROM_ITERATION);
  }

  /** The same of a benchmark. */
  public String toBenchYaml() {
    return toYaml(CELLS_DONE);
  }

  private String toYaml(String from) {
    StringBuilder yaml = new StringBuilder();
    for (Entry entry : entries) {
      yaml.append(yaml.isEmpty() ? KEY + ":\n" : "");
      yaml.append("  - ").append(from).append(": ").append(entry.from()).append('\n');
      yaml.append("    ").append(CHANGES).append(":\n");
      for (ConfigChange change : entry.changes()) {
        yaml.append("      ").append(change.key()).append(": {");
        yaml.append(WAS).append(": ").append(change.was()).append(", ");
        yaml.append(NOW).append(": ").append(change.now()).append("}\n");
      }
    }
    return yaml.toString();
  }

  private static Optional<Entry> entry(ConfigNode node) {
    if (node instanceof ConfigNode.Mapping entry
        && entry.at(entry.at(CELLS_DONE) == null ? FROM_ITERATION : CELLS_DONE)
            instanceof ConfigNode.Scalar from
        && from.text().matches("[0-9]{1,9}")
        && entry.at(CHANGES) instanceof ConfigNode.Mapping changes) {
      List<ConfigChange> read = new ArrayList<>();
      changes
          .entries()
          .forEach(
              (key, value) -> {
                if (value.value() instanceof ConfigNode.Mapping change) {
                  ConfigNode was = change.at(WAS);
                  ConfigNode now = change.at(NOW);
                  if (was != null && now != null) {
                    read.add(new ConfigChange(key, text(was), text(now)));
                  }
                }
              });
      return Optional.of(new Entry(Integer.parseInt(from.text()), read));
    }
    return Optional.empty();
  }

  /** As {@link RunConfigWriter} writes it. */
  private static String text(ConfigNode node) {
    if (node instanceof ConfigNode.Sequence list) {
      return list.values().stream()
          .map(ConfigHistory::text)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (node instanceof ConfigNode.Scalar scalar) {
      return scalar.isText() ? RunConfigWriter.scalar(scalar.text()) : scalar.text();
    }
    return RunConfigWriter.scalar("");
  }
}
