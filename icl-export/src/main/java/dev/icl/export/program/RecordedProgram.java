package dev.icl.export.program;

import dev.icl.core.error.UserException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A program as a list of operations.
 *
 * @param inputs by name
 * @param steps the operations that the outputs depend on, each behind its operands; neither inputs
 *     nor constants
 * @param outputs by name, sorted
 * @param grows whether the sizes of inputs are open that may grow, and not the batch alone
 */
public record RecordedProgram(
    Map<String, Step> inputs, List<Step> steps, Map<String, Step> outputs, boolean grows) {
  /** Copies the collections, in their order. */
  public RecordedProgram {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    steps = List.copyOf(steps);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /** The program of what the outputs depend on. */
  static RecordedProgram of(Map<String, Step> inputs, Map<String, Step> outputs, boolean grows) {
    List<Step> steps =
        reached(outputs.values()).stream()
            .filter(step -> step.value().isEmpty() && !step.call().equals(Step.INPUT))
            .toList();
    return new RecordedProgram(inputs, steps, outputs, grows);
  }

  /** Everything that is needed, each behind what it needs itself; programs are deep. */
  private static Set<Step> reached(Collection<Step> outputs) {
    Set<Step> reached = new LinkedHashSet<>();
    Deque<Step> open = new ArrayDeque<>(outputs);
    while (!open.isEmpty()) {
      Step step = open.peek();
      List<Step> missing =
          Stream.concat(
                  step.operands().stream(),
                  step.sizes().stream().flatMap(extent -> extent.of().stream()))
              .filter(needed -> !reached.contains(needed))
              .toList();
      if (missing.isEmpty()) {
        open.pop();
        reached.add(step);
      } else {
        missing.forEach(open::push);
      }
    }
    return reached;
  }

  /**
   * The refusal of an operation that a format does not have.
   *
   * @param op the name of the operation
   * @param format the name of the format for readers, as {@code ONNX}
   */
  public static UserException refusal(String op, String format) {
    return new UserException(
        "This network cannot be written as "
            + format
            + ": there is no translation of its operation '"
            + op
            + "'; export another network, or name another --format.");
  }
}
