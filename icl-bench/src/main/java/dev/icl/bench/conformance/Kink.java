package dev.icl.bench.conformance;

import java.util.List;

/**
 * An operation of the step whose derivative jumps, with inputs so near to the jump that rounding
 * decides on which side they lie.
 *
 * @param operation {@code relu}, {@code leakyRelu} or {@code maxPool}
 * @param layer the layer whose variables were read last before it
 * @param shape of its input
 * @param near the number of its inputs within rounding of 0, or of its windows that have a second
 *     value within rounding of the largest
 */
public record Kink(String operation, String layer, List<Integer> shape, int near) {
  /** Keeps its own copy of the list. */
  public Kink {
    shape = List.copyOf(shape);
  }

  @Override
  public String toString() {
    String where = "%s behind %s, input %s: ".formatted(operation, layer, shape);
    return operation.equals(Kinks.MAX_POOL)
        ? where + near + (near == 1 ? " window" : " windows") + " with a tie, but for rounding"
        : where + near + (near == 1 ? " element" : " elements") + " at 0, but for rounding";
  }
}
