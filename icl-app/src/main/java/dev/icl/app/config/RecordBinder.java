package dev.icl.app.config;

import dev.icl.core.error.NearestName;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Fills records from a tree: snake_case keys, the defaults where a key is missing. */
public final class RecordBinder {
  private final ConfigDiagnostics problems;
  private final String root;
  private final Map<String, String> origins = new HashMap<>();

  RecordBinder(ConfigDiagnostics problems) {
    this(problems, "");
  }

  /**
   * A binder of a part of a configuration.
   *
   * @param problems receives what is wrong
   * @param root the path of the record itself; empty for the whole configuration
   */
  public RecordBinder(ConfigDiagnostics problems, String root) {
    this.problems = problems;
    this.root = root;
  }

  /** Where the value of a path such as {@code train.patch} was written; empty for a default. */
  public String originOf(String path) {
    return origins.getOrDefault(path, "");
  }

  /** The record that the node describes; its problems are noted and leave the default in place. */
  public <R extends Record> R bind(R defaults, ConfigNode node) {
    return bind(defaults, node, root, new KeyPaths(defaults, root));
  }

  private <R extends Record> R bind(R defaults, ConfigNode node, String path, KeyPaths known) {
    if (node instanceof ConfigNode.Nothing) {
      return defaults;
    }
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    List<String> keys = Arrays.stream(components).map(RecordNames::key).toList();
    if (!(node instanceof ConfigNode.Mapping mapping)) {
      String what = path.isEmpty() ? "a configuration" : path;
      problems.add(
          node.origin(), what + " must be keys with values, of " + String.join(", ", keys));
      return defaults;
    }
    refuseUnknownKeys(mapping, keys, path, known);
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Object preset = RecordNames.value(components[i], defaults);
      ConfigNode.Entry entry = mapping.entries().get(keys.get(i));
      String full = path.isEmpty() ? keys.get(i) : path + "." + keys.get(i);
      arguments[i] =
          entry == null ? preset : value(entry.value(), components[i], preset, full, known);
    }
    return construct(defaults, components, arguments);
  }

  private void refuseUnknownKeys(
      ConfigNode.Mapping mapping, List<String> keys, String path, KeyPaths known) {
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
                String all = "; use one of " + String.join(", ", keys);
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
    if (node instanceof ConfigNode.Nothing) {
      problems.add(node.origin(), path + " has no value; give one or leave the key out");
      return preset;
    }
    if (preset instanceof List<?> list) {
      Type element = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
      return list(node, ScalarType.of((Class<?>) element), list, path);
    }
    ScalarType type = ScalarType.of(component.getType());
    Object value = node instanceof ConfigNode.Scalar scalar ? type.parse(scalar.text()) : null;
    if (value == null) {
      problems.add(node.origin(), path + " must be " + type.wanted() + ", but is " + shown(node));
      return preset;
    }
    return value;
  }

  private List<?> list(ConfigNode node, ScalarType element, List<?> preset, String path) {
    if (!(node instanceof ConfigNode.Sequence sequence)) {
      problems.add(
          node.origin(),
          "%s must be a list in brackets%s, but is %s"
              .formatted(path, preset.isEmpty() ? "" : ", such as " + preset, shown(node)));
      return preset;
    }
    List<Object> values =
        sequence.values().stream()
            .map(v -> v instanceof ConfigNode.Scalar s ? element.parse(s.text()) : null)
            .collect(Collectors.toList());
    int wrong = values.indexOf(null);
    if (wrong >= 0) {
      ConfigNode culprit = sequence.values().get(wrong);
      problems.add(
          culprit.origin(),
          "every value of %s must be %s, but one is %s"
              .formatted(path, element.wanted(), shown(culprit)));
      return preset;
    }
    return List.copyOf(values);
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

  @SuppressWarnings("unchecked") // the constructor is that of the class of defaults
  private static <R extends Record> R construct(
      R defaults, RecordComponent[] components, Object[] arguments) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = defaults.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true); // a section may be a record of its own package
      return (R) constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot construct " + defaults.getClass(), e);
    }
  }
}
