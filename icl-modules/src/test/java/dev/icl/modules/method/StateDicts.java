package dev.icl.modules.method;

import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.DType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Variables as the lines of the published programs' lists. */
final class StateDicts {
  private StateDicts() {}

  /** The number of elements that the parameters hold. */
  static long parameters(List<VariableSpec> specs) {
    return specs.stream()
        .filter(spec -> spec.kind() == VariableKind.PARAMETER)
        .mapToLong(spec -> spec.shape().numel())
        .sum();
  }

  /** {@code name shape dtype kind}. */
  static String line(VariableSpec spec) {
    return "%s %s %s %s"
        .formatted(
            spec.name(),
            spec.shape(),
            spec.dtype() == DType.I64 ? "int64" : "float32",
            spec.kind() == VariableKind.BUFFER ? "buffer" : "parameter");
  }

  /** The lines of a resource. */
  static List<String> expected(String resource) throws IOException {
    try (InputStream in = StateDicts.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
