package dev.icl.bench.config;

import dev.icl.core.config.RunConfig;
import java.util.List;
import java.util.Map;

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
   */
  public record Variant(
      String name, List<String> methods, RunConfig settings, Map<String, Object> changes) {
    /** Copies the list. */
    public Variant {
      methods = List.copyOf(methods);
    }

    /** Whether a method has this variant. */
    public boolean appliesTo(String method) {
      return methods.isEmpty() || methods.contains(method);
    }
  }
}
