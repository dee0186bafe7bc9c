package dev.icl.app.config;

import dev.icl.core.error.NearestName;
import dev.icl.core.error.UserException;
import dev.icl.core.settings.OwnSettings;
import dev.icl.core.settings.Providers;
import dev.icl.core.settings.Records;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The binding of a tree to records: snake_case keys, the defaults where a key is missing. A section
 * that names a provider takes the keys of that one; keys that only others know are read and kept
 * aside.
 */
public final class RecordBinder {
  private final ConfigDiagnostics problems;
  private final Doors doors;
  private final String root;
  private final Map<String, String> origins = new HashMap<>();

  /**
   * A binder of a part of a configuration.
   *
   * @param problems receives what is wrong
   * @param doors the providers that the sections can name
   * @param root the path of the record itself; empty for the whole configuration
   */
  public RecordBinder(ConfigDiagnostics problems, Doors doors, String root) {
    this.problems = problems;
    this.doors = doors;
    this.root = root;
  }

  /**
   * The place where the value of a path such as {@code train.patch} was written; empty for a
   * default.
   */
  public String originOf(String path) {
    return origins.getOrDefault(path, "");
  }

  /** The record that the node describes; its problems are noted and leave the default in place. */
  public <R extends Record> R bind(R defaults, ConfigNode node) {
    return bind(defaults, node, root, new KeyPaths(defaults, doors, root));
  }

  private <R extends Record> R bind(R defaults, ConfigNode node, String path, KeyPaths known) {
    if (node instanceof ConfigNode.Nothing) {
      return defaults;
    }
    Optional<Providers<?>> door = doors.at(path);
    R preset = door.map(providers -> named(defaults, node, providers)).orElse(defaults);
    List<Records.Entry> entries = Records.entries(preset);
    Map<String, Records.Entry> others = new LinkedHashMap<>();
    door.stream()
        .flatMap(providers -> providers.all().stream())
        .flatMap(provider -> Records.entries(provider.defaults()).stream())
        .forEach(entry -> others.putIfAbsent(entry.key(), entry));
    entries.forEach(entry -> others.remove(entry.key()));
    List<String> own = entries.stream().map(Records.Entry::key).toList();
    if (!(node instanceof ConfigNode.Mapping mapping)) {
      String what = path.isEmpty() ? "a configuration" : path;
      problems.add(node.origin(), what + " must be keys with values, of " + String.join(", ", own));
      return preset;
    }
    if (door.isPresent() && isOfMissingPlugin(mapping, door.get())) {
      return with(preset, values(mapping, shared(preset), path, known), node.origin(), path);
    }
    refuseUnknownKeys(mapping, own, others.keySet(), path, known);
    R bound = with(preset, values(mapping, entries, path, known), node.origin(), path);
    Map<String, Object> unused = values(mapping, others.values(), path, known);
    return unused.isEmpty()
        ? bound
        : Records.withOwn(
            bound, new OwnSettings(Records.own(bound).orElseThrow().values(), unused));
  }

  /** The record with the values that are given, unless its constructor refuses them. */
  private <R extends Record> R with(
      R preset, Map<String, Object> values, String origin, String path) {
    try {
      return Records.with(preset, values);
    } catch (IllegalArgumentException | UserException e) {
      problems.add(
          origin,
          "the keys of %s do not go together (%s); correct one of them"
              .formatted(path, e.getMessage()));
      // settings go with the name of their provider
      Map<String, Object> name = new LinkedHashMap<>(values);
      name.keySet().retainAll(List.of(Doors.NAME));
      return Records.with(preset, name);
    }
  }

  /** The section with the defaults of what it names, as far as there is such a thing. */
  private static <R extends Record> R named(R defaults, ConfigNode node, Providers<?> providers) {
    return node instanceof ConfigNode.Mapping mapping
            && mapping.at(Doors.NAME) instanceof ConfigNode.Scalar name
        ? providers
            .find(name.text())
            .map(provider -> Records.withOwn(defaults, OwnSettings.defaultsOf(provider)))
            .orElse(defaults)
        : defaults;
  }

  /**
   * Whether a section names what no provider is called, nor nearly. What its keys are and may be is
   * then for the plugin to say, but for those that it has whatever it names.
   */
  private static boolean isOfMissingPlugin(ConfigNode.Mapping section, Providers<?> providers) {
    return section.at(Doors.NAME) instanceof ConfigNode.Scalar name
        && !name.text().isBlank()
        && providers.find(name.text()).isEmpty()
        && NearestName.find(name.text(), providers.names()).isEmpty();
  }

  /** The keys of a section that are not those of the provider that it names. */
  private static List<Records.Entry> shared(Record section) {
    List<String> own =
        Records.entries(Records.own(section).orElseThrow().values()).stream()
            .map(Records.Entry::key)
            .toList();
    return Records.entries(section).stream().filter(e -> !own.contains(e.key())).toList();
  }

  /** The values that are given, by key. */
  private Map<String, Object> values(
      ConfigNode.Mapping mapping, Collection<Records.Entry> entries, String path, KeyPaths known) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Records.Entry entry : entries) {
      ConfigNode given = mapping.at(entry.key());
      if (given != null) {
        String full = path.isEmpty() ? entry.key() : path + "." + entry.key();
        values.put(entry.key(), value(given, entry.component(), entry.value(), full, known));
      }
    }
    return values;
  }

  /** Offers the keys of what the section names; those of others only where they resemble. */
  private void refuseUnknownKeys(
      ConfigNode.Mapping mapping,
      List<String> own,
      Set<String> others,
      String path,
      KeyPaths known) {
    List<String> keys = Stream.concat(own.stream(), others.stream()).toList();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!keys.contains(key)) {
                String place = path.isEmpty() ? "" : " in " + path;
                String question = known.question(key, NearestName.find(key, keys), path);
                if (question.isEmpty()) {
                  question = NearestName.question(key, keys);
                }
                String all = "; use one of " + String.join(", ", own);
                problems.add(
                    entry.keyOrigin(),
                    "unknown key '" + key + "'" + place + (question.isEmpty() ? all : question));
              }
            });
  }

  private Object value(
      ConfigNode node, RecordComponent component, Object preset, String path, KeyPaths known) {
    origins.put(path, node.origin());
    if (preset instanceof Record record) {
      return bind(record, node, path, known);
    }
    if (node instanceof ConfigNode.Clash clash) {
      return value(clash.stronger(), component, preset, path, known);
    }
    if (node instanceof ConfigNode.Nothing) {
      problems.add(node.origin(), path + " has no value; give one or leave the key out");
      return preset;
    }
    if (preset instanceof List<?> list) {
      return list(node, component.getGenericType(), list, path);
    }
    ScalarType type = ScalarType.of(component.getType());
    Object value = node instanceof ConfigNode.Scalar scalar ? type.parse(scalar.text()) : null;
    if (value == null) {
      problems.add(
          node.origin(), path + " must be " + wanted(type, node) + ", but is " + shown(node));
      return preset;
    }
    return value;
  }

  private List<?> list(ConfigNode node, Type type, List<?> preset, String path) {
    if (!(node instanceof ConfigNode.Sequence sequence)) {
      problems.add(
          node.origin(),
          "%s must be a list in brackets%s, but is %s"
              .formatted(path, preset.isEmpty() ? "" : ", such as " + preset, shown(node)));
      return preset;
    }
    ListType element = ListType.of(type);
    List<Object> values = new ArrayList<>();
    for (ConfigNode each : sequence.values()) {
      Object value = element.parse(each);
      if (value == null) {
        problems.add(
            each.origin(),
            element.inner()
                ? "every value of %s must be a list in brackets, each value of it %s, but one is %s"
                    .formatted(path, element.scalar().wanted(), shown(each))
                : "every value of %s must be %s, but one is %s"
                    .formatted(path, wanted(element.scalar(), each), shown(each)));
        return preset;
      }
      values.add(value);
    }
    return List.copyOf(values);
  }

  private static String wanted(ScalarType type, ConfigNode node) {
    return node instanceof ConfigNode.Scalar scalar ? type.wanted(scalar.text()) : type.wanted();
  }

  private static String shown(ConfigNode node) {
    if (node instanceof ConfigNode.Scalar scalar) {
      return "'" + scalar.text() + "'";
    }
    if (node instanceof ConfigNode.Sequence) {
      return "a list";
    }
    return node instanceof ConfigNode.Mapping ? "keys with values" : "nothing";
  }
}
