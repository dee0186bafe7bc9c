package dev.icl.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A piece of configuration as it was written, and where. */
public sealed interface ConfigNode {
  /** For a person: {@code quickstart.yaml, line 3, column 5}, or the command-line option. */
  String origin();

  /**
   * Keys and values.
   *
   * @param entries in the order they were written
   */
  record Mapping(String origin, Map<String, Entry> entries) implements ConfigNode {
    /** The value of a key, or null. */
    public @Nullable ConfigNode at(String key) {
      Entry entry = entries.get(key);
      return entry == null ? null : entry.value();
    }

    /** The value of a key that is there. */
    public ConfigNode require(String key) {
      return Objects.requireNonNull(at(key), key);
    }

    /** Whether a key such as {@code network.channels} is given. */
    public boolean gives(String path) {
      int dot = path.indexOf('.');
      return dot < 0
          ? entries.containsKey(path)
          : at(path.substring(0, dot)) instanceof Mapping inner
              && inner.gives(path.substring(dot + 1));
    }

    /** This with the other's entries added; where both have a key, the other's value counts. */
    Mapping mergedWith(Mapping stronger) {
      Map<String, Entry> merged = new LinkedHashMap<>(entries);
      stronger.entries.forEach((key, entry) -> merged.merge(key, entry, Entry::mergedWith));
      return new Mapping(stronger.origin, merged);
    }

    /** This without a key. */
    public Mapping without(String key) {
      Map<String, Entry> rest = new LinkedHashMap<>(entries);
      rest.remove(key);
      return new Mapping(origin, rest);
    }

    /** This with nothing but a key, if it is there. */
    public Mapping only(String key) {
      Map<String, Entry> kept = new LinkedHashMap<>(entries);
      kept.keySet().retainAll(List.of(key));
      return new Mapping(origin, kept);
    }

    /** A mapping that leads to the value through nothing but the path's keys. */
    static Mapping ofPath(List<String> path, ConfigNode value) {
      ConfigNode inner = path.size() == 1 ? value : ofPath(path.subList(1, path.size()), value);
      return new Mapping(value.origin(), Map.of(path.get(0), new Entry(value.origin(), inner)));
    }
  }

  /**
   * A key's value.
   *
   * @param keyOrigin where the key is written
   */
  record Entry(String keyOrigin, ConfigNode value) {
    Entry mergedWith(Entry stronger) {
      if (value instanceof Mapping mine && stronger.value instanceof Mapping theirs) {
        return new Entry(stronger.keyOrigin, mine.mergedWith(theirs));
      }
      boolean replaces =
          stronger.value instanceof Scalar
              || stronger.value instanceof Sequence
              || stronger.value instanceof Clash;
      return replaces || value instanceof Nothing
          ? stronger
          : new Entry(stronger.keyOrigin, new Clash(value, stronger.value));
    }
  }

  /** Values in order. */
  record Sequence(String origin, List<ConfigNode> values) implements ConfigNode {}

  /**
   * A single value; what it means depends on the key it is for.
   *
   * @param text as it was written, without quotes
   * @param isText whether YAML takes it for a text, as it does a number in quotes
   */
  record Scalar(String origin, String text, boolean isText) implements ConfigNode {
    /** A value that is whatever its key is for. */
    Scalar(String origin, String text) {
      this(origin, text, false);
    }
  }

  /** A key with nothing after it, or {@code null}. */
  record Nothing(String origin) implements ConfigNode {}

  /**
   * Values of a key of which only one can be keys with values. A single value or a list in place of
   * a section must not vanish because something sets a key of that section, nor a section because
   * something sets it to nothing; any other key has the stronger value.
   *
   * @param weaker the value that was written, no {@link Nothing}
   * @param stronger the value that came to it: a {@link Mapping} or a {@link Nothing}
   */
  record Clash(ConfigNode weaker, ConfigNode stronger) implements ConfigNode {
    /** The place of the one that can be no section. */
    @Override
    public String origin() {
      return weaker instanceof Mapping ? stronger.origin() : weaker.origin();
    }
  }
}
