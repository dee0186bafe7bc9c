package dev.icl.export.torchscript;

import dev.icl.core.tensor.HostTensor;
import dev.icl.export.program.Extent;
import dev.icl.export.program.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The lines of a method, the names in them, and the constants that it reads. */
final class ScriptText {
  private final StringBuilder lines = new StringBuilder();
  private final List<HostTensor> constants = new ArrayList<>();
  private final IdentityHashMap<HostTensor, String> attributes = new IdentityHashMap<>();
  private final Map<Step, String> names = new HashMap<>();
  private int count;

  /** Gives a step a name that is known already. */
  void name(Step step, String name) {
    names.put(step, name);
  }

  /** The name of what a step gives. */
  String name(Step step) {
    if (step.value().isPresent()) {
      return "self." + attributes.computeIfAbsent(step.value().get(), this::attribute);
    }
    String name = names.get(step);
    if (name == null) {
      throw new IllegalStateException(step.call().op() + " is used before it is made");
    }
    return name;
  }

  private String attribute(HostTensor value) {
    constants.add(value);
    return attribute(constants.size() - 1);
  }

  static String attribute(int number) {
    return "c" + number;
  }

  /** Adds a line that gives an expression a name. */
  String line(String expression) {
    String name = "v" + count++;
    lines.append("    ").append(name).append(" = ").append(expression).append('\n');
    return name;
  }

  /** The constants, in the order of their numbers. */
  List<HostTensor> constants() {
    return Collections.unmodifiableList(constants);
  }

  /** All lines. */
  String lines() {
    return lines.toString();
  }

  /** A size as an expression. */
  String size(Extent size) {
    if (size.of().isEmpty()) {
      return Integer.toString(size.number());
    }
    String one = "torch.size(%s, %d)".formatted(name(size.of().get()), size.axis());
    return size.number() == 1 ? one : "torch.mul(%s, %d)".formatted(one, size.number());
  }

  /** A list of whole numbers or expressions; one of none tells its type. */
  static String list(List<?> values) {
    return values.isEmpty()
        ? "annotate(List[int], [])"
        : values.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
