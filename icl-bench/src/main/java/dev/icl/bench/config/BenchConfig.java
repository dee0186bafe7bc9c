package dev.icl.bench.config;

import dev.icl.app.config.RunConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A benchmark's configuration, every axis with its values.
 *
 * @param bench the axes and how to measure
 * @param base settings that all cells have in common; an axis overrides its key
 * @param variants sets of changed settings, by name; the one named {@code ""} changes nothing and
 *     comes first
 */
public record BenchConfig(BenchSettings bench, RunConfig base, List<Variant> variants) {
  /** Copies the list. */
  public BenchConfig {
    variants = List.copyOf(variants);
  }

  /**
   * A set of changed settings.
   *
   * @param name a folder-safe word; empty for no change
   * @param methods of which methods; empty for all
   * @param settings the base with the changes
   * @param changes as they were written, key by key
   * @param open keys that are left to the method and the network, whose defaults differ
   */
  public record Variant(
      String name,
      List<String> methods,
      RunConfig settings,
      Map<String, Object> changes,
      Set<String> open) {
    /** Copies the collections. */
    public Variant {
      methods = List.copyOf(methods);
      open = Set.copyOf(open);
    }

    /** Whether a method has this variant. */
    public boolean appliesTo(String method) {
      return methods.isEmpty() || methods.contains(method);
    }
  }
}
