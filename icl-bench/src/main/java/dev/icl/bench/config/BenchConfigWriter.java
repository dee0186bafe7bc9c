package dev.icl.bench.config;

import dev.icl.app.config.RunConfigWriter;
import dev.icl.bench.config.BenchConfig.Variant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a benchmark's configuration such that reading it gives an equal one. */
public final class BenchConfigWriter {
  private BenchConfigWriter() {}

  /** The configuration in YAML, every key named. */
  public static String toYaml(BenchConfig config) {
    StringBuilder yaml = new StringBuilder("bench:\n");
    RunConfigWriter.append(config.bench(), "  ", yaml);
    List<Variant> named = config.variants().stream().filter(v -> !v.name().isEmpty()).toList();
    if (!named.isEmpty()) {
      yaml.append("  variants:\n");
    }
    for (Variant variant : named) {
      yaml.append("    ").append(RunConfigWriter.scalar(variant.name())).append(": {");
      if (!variant.methods().isEmpty()) {
        yaml.append("methods: ").append(RunConfigWriter.scalar(variant.methods()));
        yaml.append(variant.changes().isEmpty() ? "" : ", ");
      }
      yaml.append(entries(variant.changes())).append("}\n");
    }
    return yaml + RunConfigWriter.toYaml(config.base(), config.variants().get(0).open()::contains);
  }

  /** The variants in YAML on one line. */
  static String variants(BenchConfig config) {
    return config.variants().stream()
        .filter(variant -> !variant.name().isEmpty())
        .map(
            v ->
                "%s: {methods: %s, %s}"
                    .formatted(v.name(), RunConfigWriter.scalar(v.methods()), entries(v.changes())))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String entries(Map<?, ?> values) {
    return values.entrySet().stream()
        .map(e -> RunConfigWriter.scalar(e.getKey()) + ": " + flow(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String flow(Object value) {
    if (value instanceof Map<?, ?> map) {
      return "{" + entries(map) + "}";
    }
    if (value instanceof List<?> list) {
      return list.stream().map(BenchConfigWriter::flow).collect(Collectors.joining(", ", "[", "]"));
    }
    String text = value.toString();
    boolean number = text.matches("[+-]?[0-9][0-9_]*(\\.[0-9]*)?([eE][+-]?[0-9]+)?");
    return number || text.equals("true") || text.equals("false")
        ? text
        : RunConfigWriter.scalar(text);
  }
}
