package dev.icl.bench.conformance;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The operations of a fixture's step whose inputs are within rounding of a jump of the derivative,
 * by the reference's double precision.
 *
 * @param sites the operations with such elements, in the order of the step
 * @param elements the number of inputs of all operations with a jump
 */
record Kinks(List<Site> sites, long elements) {
  static final String MAX_POOL = "maxPool";

  /**
   * More of a step than that is not left to rounding: a thousandth of the elements, but one of a
   * very small step.
   */
  private static final double LARGEST_SHARE = 1e-3;

  Kinks {
    sites = List.copyOf(sites);
  }

  /** The number of elements that lie within rounding of a jump. */
  int near() {
    return sites.stream().mapToInt(site -> site.jumps().size()).sum();
  }

  /** Whether there are some, and no more than a bounded share. */
  boolean explainable() {
    return near() > 0 && near() <= Math.max(1, LARGEST_SHARE * elements);
  }

  /**
   * One operation.
   *
   * @param call its number among the operations with a jump
   * @param shape of its input
   * @param jumps its elements near the jump; at least one
   */
  record Site(int call, String operation, String layer, Shape shape, List<Jump> jumps) {
    Site {
      jumps = List.copyOf(jumps);
    }

    /** The entry for the report. */
    Kink kink() {
      List<Integer> sizes = Arrays.stream(shape.toArray()).boxed().toList();
      return new Kink(operation, layer, sizes, jumps.size());
    }

    /** The distance of the nearest element, as a share of the largest value. */
    double distance() {
      return jumps.stream().map(Jump::distance).min(Comparator.naturalOrder()).orElseThrow();
    }

    /** The offsets to add to the input so that every element lies on a chosen side. */
    HostTensor offsets(Map<Jump, Integer> chosen) {
      Map<Integer, Double> added = new LinkedHashMap<>();
      for (Jump jump : jumps) {
        Side side = jump.sides().get(chosen.getOrDefault(jump, 0));
        added.merge(side.at(), side.offset(), Double::sum);
      }
      return HostTensor.fill(DType.F32, shape, i -> added.getOrDefault((int) i, 0.0));
    }
  }

  /**
   * An element that rounding can put on either side.
   *
   * @param call of its operation
   * @param sides the sides where it can lie, the side of the double precision first
   * @param distance from the jump, as a share of the largest value
   */
  record Jump(int call, List<Side> sides, double distance) {
    Jump {
      sides = List.copyOf(sides);
    }
  }

  /**
   * A side of the jump.
   *
   * @param at the flat index of the input to move
   * @param offset the offset that moves it there beyond any rounding
   */
  record Side(int at, double offset) {}
}
